package dev.deltawire.dialects.agent;

import dev.deltawire.dialects.internal.Taken;
import dev.deltawire.model.agent.AgentServerFrame;
import dev.deltawire.model.agent.AgentServerFrame.Result;
import dev.deltawire.server.AppendResult;
import dev.deltawire.server.Connection;
import dev.deltawire.server.TextStream;

/** Where a turn's frames go. Thread: any; no method blocks. */
interface TurnOutput {

  /** Adds text; half a code point at its end waits for the rest. */
  AppendResult append(CharSequence chunk);

  /** Adds a frame that is no text. */
  void emit(AgentServerFrame frame);

  /** Counts memory that is kept until the output has ended, unless there is no room for it. */
  AppendResult hold(long bytes);

  /** Ends the text; idempotent. */
  void seal();

  /** Ends the output. */
  void end(Result result);

  /** UTF-8 bytes of text so far. */
  long length();

  /** The text from a byte offset to another. */
  String text(long offset, long end);

  /** Whether the result tells all the text once more; else nobody has to hold it twice. */
  boolean resultHasText();

  /** The output to whichever sockets join a stream. */
  record ToStream(TextStream<AgentServerFrame> stream) implements TurnOutput {

    /** The output to a stream whose first receiver joins it; without one, it ends at once. */
    static ToStream joined(TextStream<AgentServerFrame> stream, Connection receiver) {
      try (Taken open = Taken.of(() -> stream.end(Refusal.internal().error()))) {
        receiver.join(stream, AgentFormat.LIVE, 0);
        open.keep();
      }
      return new ToStream(stream);
    }

    @Override
    public AppendResult append(CharSequence chunk) {
      return stream.append(chunk);
    }

    @Override
    public void emit(AgentServerFrame frame) {
      stream.emit(frame);
    }

    @Override
    public AppendResult hold(long bytes) {
      return stream.hold(bytes);
    }

    @Override
    public void seal() {
      stream.seal();
    }

    @Override
    public void end(Result result) {
      stream.end(result);
    }

    @Override
    public long length() {
      return stream.length();
    }

    @Override
    public String text(long offset, long end) {
      return stream.text(offset, end);
    }

    @Override
    public boolean resultHasText() {
      return true;
    }
  }
}

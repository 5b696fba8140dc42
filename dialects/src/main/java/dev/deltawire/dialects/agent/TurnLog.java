package dev.deltawire.dialects.agent;

import dev.deltawire.model.agent.AgentServerFrame.Result;
import dev.deltawire.model.agent.AgentServerFrame.Thinking;
import dev.deltawire.model.agent.AgentServerFrame.ToolCall;
import dev.deltawire.model.agent.AgentServerFrame.ToolUse;
import dev.deltawire.server.AppendResult;
import java.util.ArrayList;
import java.util.List;

/**
 * What one turn says, in order: its output, and what of it is still to be stored.
 *
 * <p>Thread: any; no method blocks.
 */
final class TurnLog {

  /** What an entry takes beside what it tells, about. */
  private static final int ENTRY_BYTES = 256;

  /** An entry that is no text, and where it stands. */
  private record Mark(long offset, TurnEntry entry) {}

  private final TurnOutput output;
  private final WholeText thinking;
  private List<Mark> marks = new ArrayList<>();

  /** UTF-8 bytes of text that have been taken for the store. */
  private long taken;

  /** How long all is that is no text, and what has been taken of it. */
  private long otherBytes;

  private long takenOtherBytes;

  TurnLog(TurnOutput output, long maxBytes) {
    this.output = output;
    this.thinking = new WholeText(maxBytes);
  }

  synchronized AppendResult text(CharSequence chunk) {
    releaseThinking();
    return output.append(chunk);
  }

  synchronized AppendResult think(CharSequence chunk) {
    String whole = thinking.add(chunk);
    if (whole == null) {
      return AppendResult.TOO_LONG;
    }
    return whole.isEmpty() ? AppendResult.APPENDED : emitThinking(whole);
  }

  /** Counts what is kept of the turn beside its text, unless there is no room for so many bytes. */
  AppendResult hold(long bytes) {
    return output.hold(ENTRY_BYTES + bytes);
  }

  /** Tells of a tool that the server runs, which has been counted. */
  synchronized void serverToolUsed(ToolUse use) {
    releaseThinking();
    output.emit(use);
    mark(new TurnEntry.ToolUse(use.id(), use.name(), use.input()), use.input().size());
  }

  /** Tells of a tool that the client is to run, and asks it to: nothing comes between. */
  synchronized void clientToolUsed(ToolUse use) {
    serverToolUsed(use);
    output.emit(new ToolCall(use.id(), use.name(), use.input()));
  }

  /** Ends the text, so that it can be stored. */
  synchronized void seal() {
    releaseThinking();
    output.seal();
  }

  /** All text so far. */
  String text() {
    return output.text(0, output.length());
  }

  /** The text as its result tells it. */
  String resultText() {
    return output.resultHasText() ? text() : "";
  }

  /** Ends the turn for its receivers. */
  void end(Result result) {
    output.end(result);
  }

  /** How long all is that it has said, text or not. */
  synchronized long length() {
    return output.length() + otherBytes;
  }

  /** How long that is which has not been taken. */
  synchronized long newLength() {
    return length() - taken - takenOtherBytes;
  }

  /** What has come since the last call. */
  synchronized List<TurnEntry> takeNew() {
    List<TurnEntry> entries = new ArrayList<>();
    for (Mark mark : marks) {
      takeText(entries, mark.offset());
      entries.add(mark.entry());
    }
    takeText(entries, output.length());
    marks = new ArrayList<>();
    takenOtherBytes = otherBytes;
    return entries;
  }

  private void takeText(List<TurnEntry> entries, long end) {
    if (taken < end) {
      entries.add(new TurnEntry.Text(output.text(taken, end)));
      taken = end;
    }
  }

  private void releaseThinking() {
    String rest = thinking.release();
    if (!rest.isEmpty()) {
      emitThinking(rest);
    }
  }

  private AppendResult emitThinking(String whole) {
    AppendResult held = hold((long) Character.BYTES * whole.length());
    if (held == AppendResult.APPENDED) {
      output.emit(new Thinking(whole));
      mark(new TurnEntry.Thinking(whole), whole.length());
    }
    return held;
  }

  /** Where the entry stands is known now: what was held back of the text has been let go. */
  private void mark(TurnEntry entry, int bytes) {
    otherBytes += bytes;
    marks.add(new Mark(output.length(), entry));
  }
}

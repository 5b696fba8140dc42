package dev.deltawire.dialects.internal;

import dev.deltawire.dialects.Reply;
import dev.deltawire.server.AppendResult;
import dev.deltawire.server.TextStream;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** An engine's reply as a stream of text that ends once; its thinking is not shown. */
public final class TurnReply implements Reply {

  private final TextStream<?> stream;
  private final LongTexts texts;
  private final Consumer<Optional<String>> onEnd;
  private final AtomicBoolean ending = new AtomicBoolean();

  /**
   * A reply that has not begun.
   *
   * @param texts where it ends, for that stores its text
   * @param onEnd runs at most once, with the error if it has failed; the stream is still open then
   */
  public TurnReply(TextStream<?> stream, LongTexts texts, Consumer<Optional<String>> onEnd) {
    this.stream = stream;
    this.texts = texts;
    this.onEnd = onEnd;
  }

  /** Counts what is replied to, which is kept meanwhile; false when the reply has failed. */
  public boolean repliesTo(String question) {
    return goesOn(stream.hold((long) Character.BYTES * question.length()));
  }

  @Override
  public boolean text(CharSequence chunk) {
    return !ending.get() && goesOn(stream.append(chunk));
  }

  private boolean goesOn(AppendResult result) {
    if (result == AppendResult.TOO_LONG) {
      fail("reply too long");
    }
    return result == AppendResult.APPENDED;
  }

  @Override
  public boolean think(CharSequence chunk) {
    return !ending.get();
  }

  @Override
  public void done() {
    end(Optional.empty());
  }

  @Override
  public void fail(String error) {
    end(Optional.of(error));
  }

  /** Takes no more of it: nobody hears of its end. */
  public void abandon() {
    ending.set(true);
  }

  /** Whether it takes no more. */
  public boolean isEnding() {
    return ending.get();
  }

  private void end(Optional<String> error) {
    if (ending.compareAndSet(false, true)) {
      try {
        texts.execute(stream.length(), () -> onEnd.accept(error));
      } catch (RejectedExecutionException e) { // the server ends: nobody else ends it
        onEnd.accept(error);
      }
    }
  }
}

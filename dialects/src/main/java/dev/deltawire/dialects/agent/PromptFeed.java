package dev.deltawire.dialects.agent;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.internal.TextPieces;
import dev.deltawire.model.agent.AgentClientFrame.Prompt;
import dev.deltawire.model.agent.AgentServerFrame;
import dev.deltawire.model.agent.AgentServerFrame.Result;
import dev.deltawire.model.agent.AgentServerFrame.Text;
import dev.deltawire.server.AppendResult;
import dev.deltawire.server.Streams;
import dev.deltawire.server.TextStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The frames of a prompt that no socket has asked, for whoever pulls them. Until it is
 * closed its place is taken, and all it keeps counts as the text of a running stream.
 *
 * <p>Text that nobody has pulled yet is merged, so that a slow reader holds no more than the
 * text itself. Thread: any; {@link #next} and {@link #result} wait, nothing else blocks.
 */
public final class PromptFeed implements AutoCloseable {

  /** Of all streams of feeds, which nobody finds by it. */
  private static final String KEY = "agent/prompt";

  /** Most bytes of a merged chunk. */
  private static final int MAX_MERGED = 65_536;

  /** A frame that is no text, and the UTF-8 bytes of text before it. */
  private record Mark(long offset, AgentServerFrame frame) {}

  private final Deque<Mark> marks = new ArrayDeque<>();
  private final TextStream<AgentServerFrame> text;
  private final Executor elsewhere;
  private final Runnable whenOver;
  private PromptRun run;
  private long pulled;

  /** Who waits for the next frame. */
  private int pullers;

  /** Without its text, once the prompt has ended. */
  private Result result;

  private boolean closed;

  private PromptFeed(TextStream<AgentServerFrame> text, Executor elsewhere, Runnable whenOver) {
    this.text = text;
    this.elsewhere = elsewhere;
    this.whenOver = whenOver;
  }

  /**
   * Begins a prompt.
   *
   * @param whenOver runs once, when the prompt has ended and is closed
   */
  static PromptFeed begin(
      AgentContext context, AgentPrincipal principal, Prompt prompt, Plan plan, Runnable whenOver)
      throws Refusal, StoreException {
    Streams streams = context.node().streams();
    TextStream<AgentServerFrame> text = streams.open(KEY, context.streams().withReplay(false));
    streams.forget(text);
    PromptFeed feed = new PromptFeed(text, context.node().executor(), whenOver);
    feed.run =
        PromptRun.admit(context, principal, prompt, plan, id -> feed.new Output(), Runnable::run);
    feed.run.start();
    return feed;
  }

  /**
   * The next frame, the last of which is a {@link Result} without its text; empty when none comes
   * in time.
   */
  public synchronized Optional<AgentServerFrame> next(Duration patience)
      throws InterruptedException {
    pullers++;
    try {
      return hasFrameWithin(patience) ? Optional.of(pull()) : Optional.empty();
    } finally {
      pullers--;
    }
  }

  private synchronized boolean hasFrameWithin(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (marks.isEmpty() && pulled == text.length()) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }

  /** The last frame, without its text, as soon as it is there; it is not pulled. */
  public synchronized Result result() throws InterruptedException {
    while (result == null) {
      wait();
    }
    return result;
  }

  /** All text so far, in pieces that nobody has to hold at once. */
  public Iterator<String> pieces() {
    return TextPieces.between(text, 0, text.length(), MAX_MERGED).iterator();
  }

  /** Pulls what is left before the {@link #result}, which is there. */
  public Iterator<AgentServerFrame> messages() {
    return Stream.generate(this::pull).takeWhile(frame -> !(frame instanceof Result)).iterator();
  }

  /**
   * Gives back its place and its memory, because nobody reads it any longer; a prompt that still
   * runs ends as interrupted.
   */
  @Override
  public void close() {
    run.interrupt();
    leave();
  }

  /** Has it closed by another thread, for an event loop does not wait for locks. */
  public void abandon() {
    try {
      elsewhere.execute(this::close);
    } catch (RejectedExecutionException e) { // no thread is left for it
      close();
    }
  }

  private synchronized void leave() {
    closed = true;
    endIfOver();
  }

  private synchronized AgentServerFrame pull() {
    long end = marks.isEmpty() ? text.length() : marks.peek().offset();
    return pulled < end ? pullText(end) : marks.remove().frame();
  }

  private Text pullText(long limit) {
    long end = TextPieces.end(text, pulled, limit, MAX_MERGED);
    Text chunk = new Text(text.text(pulled, end));
    pulled = end;
    return chunk;
  }

  private void endIfOver() {
    if (closed && result != null && !text.ended()) {
      text.end(result);
      whenOver.run();
    }
  }

  private synchronized AppendResult append(CharSequence chunk) {
    AppendResult appended = text.append(chunk);
    if (pullers > 0) { // who waits for the result alone sleeps on
      notifyAll();
    }
    return appended;
  }

  /** What is not text comes after all text before it. */
  private synchronized void add(AgentServerFrame frame) {
    text.emit(frame);
    mark(frame);
  }

  private void mark(AgentServerFrame frame) {
    marks.add(new Mark(text.length(), frame));
    notifyAll();
  }

  private synchronized void end(Result told) {
    result = told.withText("");
    mark(result);
    endIfOver();
  }

  /** The turn's end of the feed. */
  private final class Output implements TurnOutput {

    @Override
    public AppendResult append(CharSequence chunk) {
      return PromptFeed.this.append(chunk);
    }

    @Override
    public void emit(AgentServerFrame frame) {
      add(frame);
    }

    @Override
    public AppendResult hold(long bytes) {
      return text.hold(bytes);
    }

    @Override
    public void seal() {
      text.seal();
    }

    @Override
    public void end(Result told) {
      PromptFeed.this.end(told);
    }

    @Override
    public long length() {
      return text.length();
    }

    @Override
    public String text(long offset, long end) {
      return text.text(offset, end);
    }

    @Override
    public boolean resultHasText() {
      return false;
    }
  }
}

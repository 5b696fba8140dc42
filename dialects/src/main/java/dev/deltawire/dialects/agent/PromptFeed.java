package dev.deltawire.dialects.agent;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.model.agent.AgentClientFrame.Prompt;
import dev.deltawire.model.agent.AgentServerFrame;
import dev.deltawire.model.agent.AgentServerFrame.Result;
import dev.deltawire.model.agent.AgentServerFrame.Text;
import dev.deltawire.server.AppendResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The frames of a prompt that no socket has asked, for whoever pulls them.
 *
 * <p>Text that nobody has pulled yet is merged, so that a slow reader holds no more than the
 * text itself. Thread: any; {@link #next} waits, nothing else blocks.
 */
public final class PromptFeed {

  /** Most characters of a merged chunk, which are at most 65536 bytes. */
  private static final int MAX_MERGED = 65_536 / 3;

  private final Deque<AgentServerFrame> frames = new ArrayDeque<>();
  private final StringBuilder text = new StringBuilder();
  private final WholeText whole;
  private PromptRun run;
  private int pulled;
  private boolean ended;

  private PromptFeed(long maxBytes) {
    this.whole = new WholeText(maxBytes);
  }

  /**
   * Begins a prompt.
   *
   * @param whenEnded runs after the result
   */
  static PromptFeed begin(
      AgentContext context, AgentPrincipal principal, Prompt prompt, Plan plan, Runnable whenEnded)
      throws Refusal, StoreException {
    PromptFeed feed = new PromptFeed(context.streams().maxBytes());
    feed.run =
        PromptRun.admit(
            context,
            principal,
            prompt,
            plan,
            id -> feed.new Output(),
            telling -> {
              telling.run();
              whenEnded.run();
            });
    feed.run.start();
    return feed;
  }

  /** The next frame, the last of which is a {@link Result}; empty when none comes in time. */
  public synchronized Optional<AgentServerFrame> next(Duration patience)
      throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (frames.isEmpty() && pulled == text.length()) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (left <= 0) {
        return Optional.empty();
      }
      wait(left);
    }
    return Optional.of(frames.isEmpty() ? pullText() : frames.remove());
  }

  /** Ends the prompt as interrupted, because nobody reads it any longer. */
  public void interrupt() {
    run.interrupt();
  }

  private Text pullText() {
    int end = Math.min(text.length(), pulled + MAX_MERGED);
    if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    Text chunk = new Text(text.substring(pulled, end));
    pulled = end;
    return chunk;
  }

  /** What is not text comes after all text before it. */
  private synchronized void add(AgentServerFrame frame) {
    release();
    while (pulled < text.length()) {
      frames.add(pullText());
    }
    frames.add(frame);
    notifyAll();
  }

  private synchronized AppendResult append(CharSequence chunk) {
    if (ended) {
      return AppendResult.ENDED;
    }
    String more = whole.add(chunk);
    if (more == null) {
      return AppendResult.TOO_LONG;
    }
    text.append(more);
    notifyAll();
    return AppendResult.APPENDED;
  }

  private synchronized void release() {
    text.append(whole.release());
  }

  private synchronized void seal() {
    release();
    ended = true;
  }

  private synchronized String text(long offset) {
    byte[] utf8 = text.toString().getBytes(StandardCharsets.UTF_8);
    int from = Math.toIntExact(offset);
    return new String(utf8, from, utf8.length - from, StandardCharsets.UTF_8);
  }

  private synchronized long length() {
    return whole.bytes();
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
    public void seal() {
      PromptFeed.this.seal();
    }

    @Override
    public void end(Result result) {
      add(result);
    }

    @Override
    public long length() {
      return PromptFeed.this.length();
    }

    @Override
    public String text(long offset) {
      return PromptFeed.this.text(offset);
    }
  }
}

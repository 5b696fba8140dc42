package dev.deltawire.dialects.messenger;

import dev.deltawire.model.messenger.Message;

/**
 * How much content and metadata one read of messages may hold, but one message at least.
 *
 * <p>Thread: one.
 */
public final class PageBudget {

  /** The most bytes of an answer with more than one message (M-42, M-44). */
  public static final int ANSWER_BYTES = 1 << 20;

  /** The most bytes of more than one message that a draining socket is given at once (M-27). */
  public static final int DRAIN_BYTES = 1 << 18;

  private long left;
  private boolean begun;
  private boolean full;

  private PageBudget(int bytes) {
    left = bytes;
  }

  /** Of an answer, nothing spent. */
  public static PageBudget ofAnswer() {
    return new PageBudget(ANSWER_BYTES);
  }

  /** Of a part of a drain, nothing spent. */
  public static PageBudget ofDrain() {
    return new PageBudget(DRAIN_BYTES);
  }

  /** Spends it on the next message; false when that one and all behind it are left out. */
  public boolean takes(Message message) {
    left -= (long) message.content().size() + message.metadata().size();
    full = begun && left < 0;
    begun = true;
    return !full;
  }

  /** Whether to read the message: the first one that is left out tells that there is more. */
  public boolean reads(Message message) {
    boolean wanted = !full;
    takes(message);
    return wanted;
  }
}

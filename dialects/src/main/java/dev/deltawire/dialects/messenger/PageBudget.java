package dev.deltawire.dialects.messenger;

import dev.deltawire.model.messenger.Message;

/**
 * What one answer may hold of a list of messages (M-42, M-44): {@value #BYTES} bytes of content and
 * metadata, but one message at least.
 *
 * <p>Thread: one.
 */
public final class MessagePage {

  /** The most bytes of content and metadata in a page of more than one message. */
  public static final int BYTES = 1 << 20;

  private long left = BYTES;
  private boolean begun;
  private boolean full;

  private MessagePage() {}

  /** A page without messages. */
  public static MessagePage empty() {
    return new MessagePage();
  }

  /** Takes the next message; false when that one and all behind it are left for other pages. */
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

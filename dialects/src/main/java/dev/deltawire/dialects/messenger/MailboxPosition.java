package dev.deltawire.dialects.messenger;

import java.util.Map;

/**
 * What a mailbox is like at one moment: from here a socket reads on.
 *
 * @param floor all deliveries up to this number are delivered
 * @param top the number of the latest delivery, 0 for none
 * @param readAbove of each conversation with deliveries above the floor that are read all the same:
 *     the {@code seq} up to which they are
 */
public record MailboxPosition(long floor, long top, Map<String, Long> readAbove) {

  /** What an entry of {@link #readAbove} takes, about. */
  private static final long READ_BYTES = 192;

  public MailboxPosition {
    readAbove = Map.copyOf(readAbove);
  }

  /** What it takes, about. */
  long bytes() {
    return READ_BYTES * readAbove.size();
  }

  /** The same for whoever has got that far: nothing after the top was read before. */
  MailboxPosition drained() {
    return readAbove.isEmpty() ? this : new MailboxPosition(floor, top, Map.of());
  }

  /** Whether a delivery above the floor was delivered at that moment, because it was read. */
  public boolean isRead(String conversationId, long seq) {
    return seq <= readAbove.getOrDefault(conversationId, 0L);
  }
}

package dev.deltawire.dialects.messenger;

import dev.deltawire.model.messenger.DeliveryStatus;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;

/** One agent's part in a conversation in memory. Guarded by the store. */
final class MemoryParticipant {

  private final MemoryMailbox mailbox;

  /** The numbers of its deliveries by place in the conversation. */
  private final NavigableMap<Long, Long> numbers = new TreeMap<>();

  /** Everything up to this place is read. */
  private long readThrough;

  MemoryParticipant(MemoryMailbox mailbox) {
    this.mailbox = mailbox;
  }

  long readThrough() {
    return readThrough;
  }

  void delivered(long seq, long number) {
    numbers.put(seq, number);
  }

  /** The number of a delivery, 0 if there is none. */
  long number(long seq) {
    return numbers.getOrDefault(seq, 0L);
  }

  DeliveryStatus status(long seq) {
    if (seq <= readThrough) {
      return DeliveryStatus.READ;
    }
    return number(seq) <= mailbox.floor() ? DeliveryStatus.DELIVERED : DeliveryStatus.STORED;
  }

  /** Whether something above the floor is read. */
  boolean isReadAboveFloor() {
    Long last = numbers.floorKey(readThrough);
    return last != null && numbers.get(last) > mailbox.floor();
  }

  /** What is addressed to it between its mark and a place, by place; the mark moves there. */
  NavigableMap<Long, Long> read(long throughSeq) {
    if (throughSeq <= readThrough) {
      return Collections.emptyNavigableMap();
    }
    NavigableMap<Long, Long> newlyRead = numbers.subMap(readThrough, false, throughSeq, true);
    long floor = mailbox.floor();
    mailbox.raise(0, newlyRead.values().stream().filter(number -> number > floor).count());
    readThrough = throughSeq;
    return newlyRead;
  }
}

package dev.deltawire.dialects.internal;

import dev.deltawire.server.spi.ErrorHandler;

/**
 * The subscribers of one topic, in a chain that is walked without an iterator.
 *
 * <p>Thread: {@link #tell} is for any, while others come and go; {@link #add} and {@link #remove}
 * never run at the same time.
 *
 * @param <E> the events
 */
final class Members<E> {

  /** One subscriber's place; one that has left still knows who comes next. */
  static final class Member<E> {
    private final Fanout.Subscriber<E> subscriber;
    private Member<E> previous;
    private volatile Member<E> next;
    private volatile boolean left;

    private Member(Fanout.Subscriber<E> subscriber) {
      this.subscriber = subscriber;
    }
  }

  private final ErrorHandler errors;
  private final Member<E> head = new Member<>(event -> false);
  private Member<E> last = head;

  /** Subscribers whose defects {@code errors} hears of. */
  Members(ErrorHandler errors) {
    this.errors = errors;
  }

  Member<E> add(Fanout.Subscriber<E> subscriber) {
    Member<E> member = new Member<>(subscriber);
    member.previous = last;
    last.next = member;
    last = member;
    return member;
  }

  /** Takes a member out, if it has not left. */
  void remove(Member<E> member) {
    if (member.left) {
      return;
    }
    member.left = true;
    Member<E> next = member.next;
    member.previous.next = next;
    if (next == null) {
      last = member.previous;
    } else {
      next.previous = member.previous;
    }
  }

  boolean isEmpty() {
    return last == head;
  }

  /** Tells all who are in all the while; returns how many were handed something. */
  int tell(E event) {
    int handed = 0;
    for (Member<E> member = head.next; member != null; member = member.next) {
      if (!member.left && tell(member.subscriber, event)) {
        handed++;
      }
    }
    return handed;
  }

  private boolean tell(Fanout.Subscriber<E> subscriber, E event) {
    try {
      return subscriber.onEvent(event);
    } catch (Throwable t) { // one subscriber's defect is no other's
      errors.onError("subscriber of a topic", t);
      return false;
    }
  }
}

package dev.deltawire.server;

/**
 * How far one joined stream was when something was sent: what lies before it leaves before that,
 * what comes later leaves later. Thread: any; it does not change.
 */
final class Reach<E> {

  private final StreamReceiver<E> receiver;
  private final StreamEvent<E> event;
  private final long position;

  /** The same of another stream, or null. */
  private final Reach<?> next;

  Reach(StreamReceiver<E> receiver, StreamEvent<E> event, long position, Reach<?> next) {
    this.receiver = receiver;
    this.event = event;
    this.position = position;
    this.next = next;
  }

  /** The newest event before it. */
  StreamEvent<E> event() {
    return event;
  }

  /** Escaped bytes of text before it. */
  long position() {
    return position;
  }

  /** Queues what lies before it, in each of the streams. Thread: the loop. */
  static void queueAll(Reach<?> first) {
    for (Reach<?> reach = first; reach != null; reach = reach.next) {
      reach.queue();
    }
  }

  /** Queues what this loop has seen behind it, in each of the streams. Thread: the loop. */
  static void queueRests(Reach<?> first) {
    for (Reach<?> reach = first; reach != null; reach = reach.next) {
      reach.receiver.queueRest();
    }
  }

  private void queue() {
    receiver.queueUpTo(this);
  }
}

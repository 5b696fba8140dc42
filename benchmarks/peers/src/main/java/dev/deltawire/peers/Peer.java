package dev.deltawire.peers;

/**
 * A server of one WebSocket library. Every connection gets its text messages back; those of {@code
 * /stream/<k>} are receivers of stream k besides.
 *
 * @param <C> a connection
 * @param <M> what is sent to every receiver of a stream at once
 */
interface Peer<C, M> {

  /** Starts to listen on the loopback interface; {@return the port} */
  int start() throws Exception;

  Receivers<C> receivers();

  /** The tokens {@code [from, to)} of a stream, ready to be sent to all its receivers. */
  M message(int stream, long from, long to);

  /** Sends without dropping anything; may wait. */
  void send(C receiver, M message);

  /** The message has been sent to the last receiver. */
  default void sent(M message) {}

  /** Produces the tokens {@code [from, to)} of the first streams. Thread: the producer's. */
  default void produce(int streams, long from, long to) {
    for (int stream = 0; stream < streams; stream++) {
      M message = message(stream, from, to);
      for (C receiver : receivers().of(stream)) {
        send(receiver, message);
      }
      sent(message);
    }
  }

  /** Nothing has been acknowledged for a while: looks after bytes that were left lying. */
  default void nudge() {}

  /** Direct memory that the JVM's own counters miss. */
  default long directBytes() {
    return 0;
  }
}

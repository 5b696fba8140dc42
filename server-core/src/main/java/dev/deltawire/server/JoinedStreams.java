package dev.deltawire.server;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The streams that one connection receives. Thread: joining and asking are for any, the rest is for
 * the loop.
 */
final class JoinedStreams {

  private final ServerConnection connection;
  private final Outflow outflow;
  private final LoopContext context;
  private final Map<TextStream<?>, StreamReceiver<?>> receivers = new ConcurrentHashMap<>(2);

  JoinedStreams(ServerConnection connection, Outflow outflow, LoopContext context) {
    this.connection = connection;
    this.outflow = outflow;
    this.context = context;
  }

  /** Makes the connection a receiver, from an offset of the text on. */
  <E> JoinResult join(TextStream<E> stream, WireFormat<E> format, long offset) {
    LogStream<E> log = logOf(stream);
    if (receivers.containsKey(log)) {
      return JoinResult.ALREADY_JOINED;
    }
    return add(log.admit(connection, format, offset));
  }

  /** Makes the connection a receiver of the whole stream, all events among it. */
  <E> JoinResult replay(TextStream<E> stream, WireFormat<E> format) {
    LogStream<E> log = logOf(stream);
    if (receivers.containsKey(log)) {
      return JoinResult.ALREADY_JOINED;
    }
    return add(log.admitFromStart(connection, format));
  }

  /** Whether one of them runs. */
  boolean running() {
    return receivers.keySet().stream().anyMatch(stream -> !stream.ended());
  }

  /** How many they are. */
  int size() {
    return receivers.size();
  }

  /** A stream's terminal frame has been taken. */
  void left(LogStream<?> stream) {
    receivers.remove(stream);
  }

  /** How far they are now; null when there is none. Thread: any. */
  Reach<?> reach() {
    Reach<?> reach = null;
    if (!receivers.isEmpty()) {
      for (StreamReceiver<?> receiver : receivers.values()) {
        reach = receiver.reach(reach);
      }
    }
    return reach;
  }

  void leaveAll() {
    receivers.values().forEach(StreamReceiver::leave);
    receivers.clear();
  }

  private static <E> LogStream<E> logOf(TextStream<E> stream) {
    if (stream instanceof LogStream<E> log) {
      return log;
    }
    throw new IllegalArgumentException("not a stream of this server: " + stream);
  }

  private <E> JoinResult add(StreamReceiver<E> receiver) {
    if (receiver == null) {
      return JoinResult.BAD_OFFSET;
    }
    if (receivers.putIfAbsent(receiver.stream(), receiver) != null) {
      receiver.abandon();
      return JoinResult.ALREADY_JOINED;
    }
    outflow.enqueue(new Joining<>(receiver));
    return JoinResult.JOINED;
  }

  /** A receiver on its way to its group. */
  private final class Joining<E> extends ForeignSends.Sending {
    private final StreamReceiver<E> receiver;

    Joining(StreamReceiver<E> receiver) {
      this.receiver = receiver;
    }

    @Override
    void arrive() {
      if (connection.isOpen()) {
        receiver.attach(context);
      } else {
        receivers.remove(receiver.stream());
        receiver.abandon();
      }
    }
  }
}

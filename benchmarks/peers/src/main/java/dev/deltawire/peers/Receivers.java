package dev.deltawire.peers;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** The connections that want a stream, by stream. Safe for any thread. */
final class Receivers<C> {

  private static final String PATH = "/stream/";

  /** Some libraries add a connection after its client has read the 101. */
  private static final long STILL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final List<List<C>> streams = new CopyOnWriteArrayList<>();
  private volatile long changed = System.nanoTime();

  /** Adds the connection if its path asks for a stream. */
  synchronized void add(String path, C connection) {
    if (!path.startsWith(PATH)) {
      return;
    }
    int stream = Integer.parseInt(path.substring(PATH.length()));
    while (streams.size() <= stream) {
      streams.add(new CopyOnWriteArrayList<>());
    }
    streams.get(stream).add(connection);
    changed = System.nanoTime();
  }

  synchronized void remove(C connection) {
    streams.forEach(receivers -> receivers.remove(connection));
    changed = System.nanoTime();
  }

  List<C> of(int stream) {
    return stream < streams.size() ? streams.get(stream) : List.of();
  }

  /** Returns when nobody has come or gone for a moment. */
  void awaitStill() throws InterruptedException {
    long left;
    while ((left = STILL_NANOS - (System.nanoTime() - changed)) > 0) {
      TimeUnit.NANOSECONDS.sleep(left);
    }
  }
}

package dev.deltawire.server.internal.net;

import dev.deltawire.server.spi.EventLoop;
import dev.deltawire.server.spi.Holding;
import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * A transport's socket as its output and its session see it.
 *
 * <p>Thread: its loop, where nothing else is said.
 */
public interface SocketConnection {

  /** The loop that owns it for its whole life. Thread: any. */
  SocketLoop loop();

  /** The loop's tasks and timers. Thread: any. */
  default EventLoop events() {
    return loop().events();
  }

  /** The memory that its peer makes the server hold. Thread: any. */
  Holding holding();

  /** Its one way out. */
  SocketOutput output();

  /** The TCP peer. Thread: any. */
  InetSocketAddress remoteAddress();

  /** Whether nothing reaches the peer any more. */
  boolean isClosed();

  /**
   * Has {@link SocketOutput#resume} called, once, when the socket can take bytes.
   *
   * <p>A throw means that the socket is closed or broken.
   */
  void awaitWritable() throws IOException;

  /** So many bytes more have cost as much as if the peer had sent them. */
  void spent(int bytes);

  /** Stops delivering and reading after the current call of {@link Phase#received}. */
  void pauseReads();

  /** Delivers what was left, later in this turn or in the next one, and then reads on. */
  void resumeReads();

  /** Writes what was handed over, ends the output, gives the peer time to read it, and closes. */
  void finish();

  /** Closes at once; what the socket still holds may be lost. */
  void abort();

  /** Closes; {@link Phase#disconnected} follows. */
  void close();
}

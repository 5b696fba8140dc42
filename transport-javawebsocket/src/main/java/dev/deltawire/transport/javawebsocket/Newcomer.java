package dev.deltawire.transport.javawebsocket;

import dev.deltawire.server.internal.net.BulkReads;
import dev.deltawire.server.internal.net.SocketLimits;
import dev.deltawire.server.internal.net.TcpConnection;

/**
 * A socket that has been accepted: it is handed to its loop, where it waits for its turn to be
 * opened. Thread: the loop.
 */
final class Newcomer implements Runnable, BulkReads.Reader {

  private final TcpConnection connection;
  private final Peer peer;
  private final SocketLimits limits;
  private final Runnable seen;

  /**
   * The newcomer behind {@code connection}.
   *
   * @param limits closed when the transport is
   * @param seen run once, when it waits no more
   */
  Newcomer(TcpConnection connection, Peer peer, SocketLimits limits, Runnable seen) {
    this.connection = connection;
    this.peer = peer;
    this.limits = limits;
    this.seen = seen;
  }

  /** Stands in line. */
  @Override
  public void run() {
    try {
      connection.loop().bulkReads().add(this);
    } catch (Throwable t) { // the line can't grow
      seen.run();
      connection.close();
      throw t;
    }
  }

  /** Is opened, unless the transport has been closed since. */
  @Override
  public void readOn() {
    seen.run();
    try {
      if (limits.closed()) {
        connection.close();
      } else {
        peer.begin();
      }
    } catch (Throwable t) {
      connection.close();
      throw t;
    }
  }
}

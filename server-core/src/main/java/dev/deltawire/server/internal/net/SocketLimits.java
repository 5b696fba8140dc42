package dev.deltawire.server.internal.net;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/** How many sockets are open, in all and per peer address. Thread: any. */
public final class SocketLimits {

  private final int maxSockets;
  private final int maxSocketsPerAddress;
  private final Map<InetAddress, Integer> perAddress = new HashMap<>();
  private int sockets;
  private boolean closed;

  /** Limits that nothing counts against yet. */
  public SocketLimits(int maxSockets, int maxSocketsPerAddress) {
    this.maxSockets = maxSockets;
    this.maxSocketsPerAddress = maxSocketsPerAddress;
  }

  /** Counts one more socket, unless that would be too many. */
  public synchronized boolean acquire(InetAddress address) {
    int ofAddress = perAddress.getOrDefault(address, 0);
    if (closed || sockets >= maxSockets || ofAddress >= maxSocketsPerAddress) {
      return false;
    }
    sockets++;
    perAddress.put(address, ofAddress + 1);
    return true;
  }

  /** Counts one less. */
  public synchronized void release(InetAddress address) {
    sockets--;
    perAddress.computeIfPresent(address, (unused, count) -> count == 1 ? null : count - 1);
  }

  /** Admits no more sockets. */
  public synchronized void close() {
    closed = true;
  }

  /** Whether no socket is admitted any more. */
  public synchronized boolean closed() {
    return closed;
  }
}

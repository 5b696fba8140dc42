package dev.deltawire.server;

import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** The open connections of one server, and the places for them. Thread: any. */
final class ConnectionRegistry {

  private final int limit;
  private final AtomicInteger places = new AtomicInteger();
  private final AtomicLong ids = new AtomicLong();
  private final Set<ServerConnection> open = ConcurrentHashMap.newKeySet();

  ConnectionRegistry(int limit) {
    this.limit = limit;
  }

  /** Takes a place for a connection to come; false when all are taken. */
  boolean reserve() {
    if (places.incrementAndGet() > limit) {
      places.decrementAndGet();
      return false;
    }
    return true;
  }

  /** Gives a place back. */
  void release() {
    places.decrementAndGet();
  }

  /** Whether no connection is open and none is to come. */
  boolean isEmpty() {
    return places.get() == 0;
  }

  long nextId() {
    return ids.incrementAndGet();
  }

  void add(ServerConnection connection) {
    open.add(connection);
  }

  void remove(ServerConnection connection) {
    open.remove(connection);
  }

  Collection<ServerConnection> open() {
    return Collections.unmodifiableSet(open);
  }
}

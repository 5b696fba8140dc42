package dev.deltawire.server.internal.net;

/** What a loop has attached to a selection key. Thread: the loop. */
public interface Selectable {

  /** The selector found the key ready. Does not throw. */
  void ready();

  /** Closes the channel. Does not throw. */
  void close();
}

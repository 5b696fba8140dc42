package dev.deltawire.server;

/** What one connection takes of its server's limits. Thread: any. */
interface Place {

  /** Whether it counts for a principal. */
  boolean assigned();

  /**
   * Counts it for a principal. Throws {@link IllegalStateException} when it counts for one already.
   *
   * @return false when that one has all the connections that it may have
   */
  boolean assign(String principal);

  /** Gives all of it back: the connection has gone. */
  void giveBack();
}

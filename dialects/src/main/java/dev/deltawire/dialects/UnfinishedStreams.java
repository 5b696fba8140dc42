package dev.deltawire.dialects;

/**
 * What a store does about running streams whose node is gone.
 *
 * <p>A store that nodes share notes with each stream which node writes it, and knows by the nodes'
 * leases which are alive. Ending a stream keeps the prefix that was stored. Thread: any of the
 * server's executor; may block.
 */
public interface UnfinishedStreams {

  /**
   * Ends as failed what nobody goes on with: streams of nodes whose lease has ended, and all that
   * this node has left from before. Called once, before the first stream of a dialect's life.
   */
  void failUnfinished(String error) throws StoreException;

  /**
   * Ends as failed the streams of other nodes whose lease has ended; called every few seconds.
   * Nothing by default: a store that one node has for itself learns of nothing while it runs.
   */
  default void failAbandoned(String error) throws StoreException {}
}

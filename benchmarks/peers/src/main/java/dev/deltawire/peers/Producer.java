package dev.deltawire.peers;

/** The thread that produces all streams at one pace, at most a batch at a time. */
final class Producer {

  private final Peer<?, ?> peer;
  private final int streams;
  private final int batch;
  private final Pace pace;
  private final Thread thread = new Thread(this::run, "producer");
  private volatile boolean stopped;

  /** Written by the thread alone, read when it has ended. */
  private long produced;

  Producer(Peer<?, ?> peer, int streams, int batch, Pace pace) {
    this.peer = peer;
    this.streams = streams;
    this.batch = batch;
    this.pace = pace;
    thread.setDaemon(true);
    thread.start();
  }

  /** When the first token was due. */
  long startNanos() {
    return pace.startNanos();
  }

  void acknowledge(long tokens) {
    pace.acknowledge(tokens);
  }

  /** Ends the production; {@return the tokens of each stream} */
  long stop() throws InterruptedException {
    stopped = true;
    thread.join();
    return produced;
  }

  private void run() {
    while (!stopped) {
      long allowed = pace.await(produced);
      if (allowed <= produced && pace.saturates()) {
        peer.nudge();
      }
      while (produced < allowed && !stopped) {
        long next = Math.min(produced + batch, allowed);
        peer.produce(streams, produced, next);
        produced = next;
      }
    }
  }
}

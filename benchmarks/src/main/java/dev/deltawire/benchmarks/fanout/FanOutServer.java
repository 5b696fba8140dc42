package dev.deltawire.benchmarks.fanout;

import java.io.IOException;
import java.net.InetSocketAddress;

/** A server whose connections all receive the same tokens. Thread: the producer's. */
interface FanOutServer extends AutoCloseable {

  /** Starts; from then on every connection to {@link FanOutDialect#MOUNT} is a receiver. */
  InetSocketAddress start() throws IOException;

  /** Sends a token of the corpus to all receivers. */
  void publish(int token);

  /** Sends the terminal message to all receivers. */
  void end();

  /** Makes connections try again to write what has been left lying. */
  void nudge();

  @Override
  void close();
}

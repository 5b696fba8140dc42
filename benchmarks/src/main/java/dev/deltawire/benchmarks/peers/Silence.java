package dev.deltawire.benchmarks.peers;

import dev.deltawire.server.spi.Session;

/** A session that hears nothing. */
final class Silence implements Session {

  @Override
  public void onMessage(byte[] text, int offset, int length) {
    throw new IllegalStateException("a receiver has spoken");
  }

  @Override
  public void onClosed() {}
}

package dev.deltawire.benchmarks.peers;

import dev.deltawire.server.Connection;
import dev.deltawire.server.Frame;
import dev.deltawire.server.SendResult;
import dev.deltawire.server.spi.Session;

/** A session that sends every message back. */
final class Echo implements Session {

  private final Connection connection;

  Echo(Connection connection) {
    this.connection = connection;
  }

  @Override
  public void onMessage(byte[] text, int offset, int length) {
    SendResult result = connection.send(Frame.text(text, offset, length));
    if (result != SendResult.QUEUED && connection.isOpen()) {
      throw new IllegalStateException("echo: " + result);
    }
  }

  @Override
  public void onClosed() {}
}

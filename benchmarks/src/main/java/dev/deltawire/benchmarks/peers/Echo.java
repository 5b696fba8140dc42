package dev.deltawire.benchmarks.peers;

import dev.deltawire.codec.JsonWriter;
import dev.deltawire.server.Connection;
import dev.deltawire.server.SendResult;
import dev.deltawire.server.spi.Session;

/** A session that sends every message back. */
final class Echo implements Session {

  private final Connection connection;

  /** The message that is being answered. */
  private byte[] text;

  private int from;
  private int to;

  Echo(Connection connection) {
    this.connection = connection;
  }

  @Override
  public void onMessage(byte[] bytes, int offset, int length) {
    text = bytes;
    from = offset;
    to = offset + length;
    SendResult result = connection.send(this, Echo::answer);
    if (result != SendResult.QUEUED && connection.isOpen()) {
      throw new IllegalStateException("echo: " + result);
    }
  }

  private void answer(JsonWriter out) {
    out.raw(text, from, to);
  }

  @Override
  public void onClosed() {}
}

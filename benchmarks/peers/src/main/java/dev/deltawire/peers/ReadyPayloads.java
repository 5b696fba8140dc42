package dev.deltawire.peers;

import io.netty.buffer.ByteBuf;

/** Messages that were encoded before the start, or are put together from parts that were. */
record ReadyPayloads(Deltas deltas) implements Payloads {

  @Override
  public void write(int stream, long token, ByteBuf out) {
    out.writeBytes(deltas.utf8(stream, token));
  }
}

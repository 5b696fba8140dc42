package dev.deltawire.server.internal.net;

import dev.deltawire.server.spi.Holding;
import java.io.IOException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/**
 * One connection's encryption: as many records in one write as there are bytes for.
 *
 * <p>A record that has been made has to leave as it is, so what the socket does not take of the
 * last ones is held here.
 *
 * <p>Thread: the loop.
 */
final class TlsOutput {

  private static final ByteBuffer NONE = ByteBuffer.allocate(0);

  private final SSLEngine engine;
  private final SocketWire socket;
  private final TlsBuffers buffers;
  private final Holding holding;

  /** Records, or what is left of them, that the socket has not taken. */
  private ByteBuffer held = NONE;

  TlsOutput(SSLEngine engine, SocketWire socket, TlsBuffers buffers, Holding holding) {
    this.engine = engine;
    this.socket = socket;
    this.buffers = buffers;
    this.holding = holding;
  }

  boolean holds() {
    return held.hasRemaining();
  }

  /** Writes what is held; whether nothing is left. */
  boolean flush() throws IOException {
    if (!holds()) {
      return true;
    }
    if (!socket.write(held)) {
      return false;
    }
    forget();
    return true;
  }

  /** Drops what is held. */
  void forget() {
    holding.give(held.capacity());
    held = NONE;
  }

  /** Encrypts and writes while the socket takes what comes of it; whether all of it has left. */
  boolean write(ByteBuffer bytes) throws IOException {
    boolean left = flush();
    while (left && bytes.hasRemaining()) {
      ByteBuffer records = buffers.outgoing();
      int room = engine.getSession().getPacketBufferSize();
      while (bytes.hasRemaining() && records.remaining() >= room) {
        wrap(bytes, records);
      }
      left = send(records);
    }
    return left;
  }

  /** Writes the engine's own words, of which it decides when they are due; whether all has left. */
  boolean control() throws IOException {
    boolean left = flush();
    while (left && due()) {
      ByteBuffer records = buffers.outgoing();
      int room = engine.getSession().getPacketBufferSize();
      while (due() && records.remaining() >= room) {
        wrap(NONE, records);
      }
      left = send(records);
    }
    return left;
  }

  /** Whether the engine has words of its own to say. */
  boolean due() {
    return engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP;
  }

  private void wrap(ByteBuffer bytes, ByteBuffer records) throws SSLException {
    SSLEngineResult result = engine.wrap(bytes, records);
    if (result.bytesConsumed() == 0 && result.bytesProduced() == 0) {
      throw new SSLException("the engine does not write: " + result.getStatus());
    }
  }

  private boolean send(ByteBuffer records) throws IOException {
    boolean left = socket.write(records.flip());
    if (!left) {
      held = ByteBuffer.allocate(records.remaining()).put(records).flip();
      holding.takeAnyway(held.capacity(), held.capacity());
    }
    return left;
  }
}

package dev.deltawire.transport.jdk;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;

/** A TLS client whose records and TCP segments a test decides on. */
final class TlsPeer implements AutoCloseable {

  private static final int TIMEOUT_MILLIS = 5_000;
  private static final ByteBuffer NONE = ByteBuffer.allocate(0);

  final SSLEngine engine;
  final Socket socket = new Socket();
  private final ByteBuffer incoming = ByteBuffer.allocate(1 << 17).flip();
  private final ByteBuffer text = ByteBuffer.allocate(1 << 17).flip();
  private int segment = Integer.MAX_VALUE;

  TlsPeer(InetSocketAddress address, SSLEngine engine) throws IOException {
    this.engine = engine;
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    socket.connect(address, TIMEOUT_MILLIS);
  }

  /** Sets the size of later TCP segments. */
  TlsPeer segments(int bytes) {
    segment = bytes;
    return this;
  }

  TlsPeer handshake() throws IOException {
    engine.beginHandshake();
    finish();
    return this;
  }

  /** Goes on with a handshake that has begun. */
  void finish() throws IOException {
    while (true) {
      switch (engine.getHandshakeStatus()) {
        case NEED_WRAP -> raw(wrapped(NONE));
        case NEED_TASK -> engine.getDelegatedTask().run();
        case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> unwrap();
        default -> {
          return;
        }
      }
    }
  }

  /** Sends the first bytes of a handshake, and no more of it. */
  TlsPeer hello(int most) throws IOException {
    engine.beginHandshake();
    byte[] hello = wrapped(NONE);
    return raw(Arrays.copyOf(hello, Math.min(most, hello.length)));
  }

  /** Says something of the engine's own, a new key for instance. */
  TlsPeer control() throws IOException {
    engine.beginHandshake();
    return raw(wrapped(NONE));
  }

  TlsPeer say(String latin1) throws IOException {
    return raw(record(latin1));
  }

  /** One record. */
  byte[] record(String latin1) throws IOException {
    return wrapped(ByteBuffer.wrap(latin1.getBytes(ISO_8859_1)));
  }

  private byte[] wrapped(ByteBuffer source) throws IOException {
    ByteBuffer records = ByteBuffer.allocate(1 << 17);
    do {
      engine.wrap(source, records);
    } while (source.hasRemaining() || engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP);
    return Arrays.copyOf(records.array(), records.position());
  }

  /** Writes bytes as they are, in segments. */
  TlsPeer raw(byte[] bytes) throws IOException {
    for (int at = 0; at < bytes.length; ) {
      int length = Math.min(segment, bytes.length - at);
      socket.getOutputStream().write(bytes, at, length);
      at += length;
    }
    return this;
  }

  /** Reads text. */
  String read(int count) throws IOException {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    while (read.size() < count) {
      if (!text.hasRemaining() && !unwrap()) {
        throw new EOFException("after " + read.toString(ISO_8859_1));
      }
      while (text.hasRemaining() && read.size() < count) {
        read.write(text.get());
      }
    }
    return read.toString(ISO_8859_1);
  }

  /** Whether the server ends the connection, and by close_notify. */
  boolean endsInOrder() throws IOException {
    while (unwrap()) {
      text.position(text.limit());
    }
    return engine.isInboundDone();
  }

  /** Decrypts one record; false at the end. Post-handshake words of the server are taken in. */
  private boolean unwrap() throws IOException {
    while (true) {
      text.compact();
      SSLEngineResult result = engine.unwrap(incoming, text);
      text.flip();
      if (result.getStatus() == Status.CLOSED) {
        return false;
      }
      if (result.getStatus() == Status.OK) {
        return result.bytesConsumed() > 0 || result.bytesProduced() > 0;
      }
      incoming.compact();
      int count = socket.getInputStream().read(incoming.array(), incoming.position(), 1 << 15);
      incoming.position(incoming.position() + Math.max(0, count)).flip();
      if (count < 0) {
        return false;
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

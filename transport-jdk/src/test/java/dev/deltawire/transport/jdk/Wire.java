package dev.deltawire.transport.jdk;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;

/** A plain client socket that says exactly what a test tells it to. */
final class Wire implements AutoCloseable {

  static final String HANDSHAKE =
      """
      GET /ws HTTP/1.1
      Host: h
      Upgrade: websocket
      Connection: Upgrade
      Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
      Sec-WebSocket-Version: 13

      """
          .replace("\n", "\r\n");

  private static final int TIMEOUT_MILLIS = 10_000;

  final Socket socket = new Socket();
  private final InputStream in;

  Wire(InetSocketAddress address) throws IOException {
    socket.setSoTimeout(TIMEOUT_MILLIS);
    socket.setTcpNoDelay(true);
    socket.connect(address, TIMEOUT_MILLIS);
    in = socket.getInputStream();
  }

  static Wire upgraded(InetSocketAddress address) throws IOException {
    Wire wire = new Wire(address).say(HANDSHAKE);
    String head = wire.head();
    if (!head.startsWith("HTTP/1.1 101 ")) {
      throw new IOException(head);
    }
    return wire;
  }

  Wire say(String text) throws IOException {
    return say(text.getBytes(ISO_8859_1));
  }

  Wire say(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    return this;
  }

  /** Sends a masked frame. */
  Wire frame(int opening, byte[] payload) throws IOException {
    byte[] key = {1, 2, 3, 4};
    ByteBuffer frame = ByteBuffer.allocate(14 + payload.length).put((byte) opening);
    if (payload.length < 126) {
      frame.put((byte) (0x80 | payload.length));
    } else if (payload.length <= 0xFFFF) {
      frame.put((byte) 0xFE).putShort((short) payload.length);
    } else {
      frame.put((byte) 0xFF).putLong(payload.length);
    }
    frame.put(key);
    for (int i = 0; i < payload.length; i++) {
      frame.put((byte) (payload[i] ^ key[i % 4]));
    }
    socket.getOutputStream().write(frame.array(), 0, frame.position());
    return this;
  }

  Wire text(String payload) throws IOException {
    return frame(0x81, payload.getBytes(UTF_8));
  }

  /** Reads one server frame: its first byte in hex, a blank, its payload as text. */
  String frame() throws IOException {
    int opening = octet();
    long length = octet();
    if (length == 126) {
      length = ((long) octet() << 8) | octet();
    } else if (length == 127) {
      length = ByteBuffer.wrap(bytes(8)).getLong();
    }
    return Integer.toHexString(opening) + " " + new String(bytes((int) length), UTF_8);
  }

  /** Reads a close frame. */
  String closeFrame() throws IOException {
    int opening = octet();
    ByteBuffer payload = ByteBuffer.wrap(bytes(octet()));
    return Integer.toHexString(opening) + " " + payload.getShort() + " " + UTF_8.decode(payload);
  }

  /** Reads up to and with an empty line. */
  String head() throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
      head.write(octet());
    }
    return head.toString(ISO_8859_1);
  }

  /** Reads a response with Content-Length: its status and its body. */
  String response() throws IOException {
    String head = head();
    String status = head.substring(9, 12);
    int length = 0;
    for (String line : head.split("\r\n", -1)) {
      if (line.startsWith("Content-Length: ")) {
        length = Integer.parseInt(line.substring(16));
      }
    }
    return status + " " + new String(bytes(length), UTF_8);
  }

  byte[] bytes(int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException();
    }
    return bytes;
  }

  /** Reads all that comes until the peer ends. */
  String rest() throws IOException {
    return new String(in.readAllBytes(), ISO_8859_1);
  }

  private int octet() throws IOException {
    int octet = in.read();
    if (octet < 0) {
      throw new EOFException();
    }
    return octet;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

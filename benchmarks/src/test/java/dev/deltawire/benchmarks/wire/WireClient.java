package dev.deltawire.benchmarks.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** A client of one socket that has its frames ready and reads answers without looking at them. */
public final class WireClient implements AutoCloseable {

  private static final int LONG_MILLIS = 10_000;
  private static final int LENGTH_16_BITS = 126;

  private final Socket socket;
  private final DataInputStream in;

  private WireClient(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new DataInputStream(socket.getInputStream());
  }

  /** Upgrades a new connection. */
  public static WireClient open(InetSocketAddress server, String target, String... headers)
      throws IOException {
    Socket socket = new Socket(server.getAddress(), server.getPort());
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(LONG_MILLIS);
    WireClient client = new WireClient(socket);
    client.say(
        ("GET "
                + target
                + " HTTP/1.1\r\n"
                + String.join("\r\n", headers)
                + (headers.length == 0 ? "" : "\r\n")
                + "Host: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n")
            .getBytes(US_ASCII));
    client.skipHead();
    return client;
  }

  /** A text frame as clients send it. */
  public static byte[] masked(String text) {
    byte[] utf8 = text.getBytes(UTF_8);
    byte[] mask = {0x37, (byte) 0xfa, 0x21, 0x3d};
    ByteBuffer frame = ByteBuffer.allocate(utf8.length + 8).put((byte) 0x81);
    if (utf8.length < LENGTH_16_BITS) {
      frame.put((byte) (0x80 | utf8.length));
    } else {
      frame.put((byte) (0x80 | LENGTH_16_BITS)).putShort((short) utf8.length);
    }
    frame.put(mask);
    for (int i = 0; i < utf8.length; i++) {
      frame.put((byte) (utf8[i] ^ mask[i % mask.length]));
    }
    return Arrays.copyOf(frame.array(), frame.position());
  }

  /** Writes frames as they are. */
  public void say(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  /** Reads the next text; control frames before it are left unanswered. */
  public String text() throws IOException {
    int opening = in.read();
    int length = in.read();
    byte[] payload = new byte[length == LENGTH_16_BITS ? in.readUnsignedShort() : length];
    in.readFully(payload);
    return opening == 0x81 ? new String(payload, UTF_8) : text();
  }

  private void skipHead() throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.readUnsignedByte());
    }
    if (!head.toString().startsWith("HTTP/1.1 101")) {
      throw new IOException(head.toString());
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

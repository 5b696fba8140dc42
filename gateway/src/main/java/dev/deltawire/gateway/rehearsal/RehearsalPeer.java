package dev.deltawire.gateway.rehearsal;

import dev.deltawire.gateway.rehearsal.Repertoire.Act;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client that says what it is told to, and looks at answers no more than it has to. */
final class RehearsalPeer implements AutoCloseable {

  private static final int OPCODE = 0x0F;
  private static final int CLOSE = 0x08;
  private static final int LENGTH_16_BITS = 126;
  private static final int LENGTH_64_BITS = 127;

  private static final int PATIENCE_MILLIS = 1000;

  private static final String UPGRADE =
      """
      GET %s HTTP/1.1\r
      Host: rehearsal\r
      Upgrade: websocket\r
      Connection: Upgrade\r
      Sec-WebSocket-Version: 13\r
      Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r
      \r
      """;

  private final Socket socket = new Socket();

  private RehearsalPeer() {}

  /** A connection that has been upgraded at {@code target}. */
  static RehearsalPeer open(InetSocketAddress address, String target) throws IOException {
    RehearsalPeer peer = connect(address);
    try {
      peer.say(UPGRADE.formatted(target).getBytes(StandardCharsets.US_ASCII));
      peer.readHead();
      return peer;
    } catch (IOException e) {
      peer.close();
      throw e;
    }
  }

  /** Sends a plain request, and reads until the connection ends. */
  static void request(InetSocketAddress address, byte[] request) throws IOException {
    try (RehearsalPeer peer = connect(address)) {
      peer.say(request);
      peer.socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    }
  }

  private static RehearsalPeer connect(InetSocketAddress address) throws IOException {
    RehearsalPeer peer = new RehearsalPeer();
    try {
      peer.socket.setReuseAddress(true); // who ends first keeps the port from a server otherwise
      peer.socket.setTcpNoDelay(true);
      peer.socket.setSoTimeout(PATIENCE_MILLIS);
      peer.socket.connect(address, PATIENCE_MILLIS);
      return peer;
    } catch (IOException e) {
      peer.close();
      throw e;
    }
  }

  /** Says something and waits until it has been answered, or a close frame has come. */
  void play(Act act) throws IOException {
    say(act.said());
    DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    int left = act.answers();
    while (left > 0) {
      int opcode = in.readUnsignedByte() & OPCODE;
      byte[] payload = new byte[length(in)];
      in.readFully(payload);
      if (opcode == CLOSE) {
        return;
      }
      left -= act.isAnswer(payload) ? 1 : 0;
    }
  }

  private static int length(DataInputStream in) throws IOException {
    int length = in.readUnsignedByte();
    return switch (length) {
      case LENGTH_16_BITS -> in.readUnsignedShort();
      case LENGTH_64_BITS -> (int) in.readLong();
      default -> length;
    };
  }

  private void say(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  /** Nothing but the head comes before the peer says something. */
  private void readHead() throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = socket.getInputStream().read();
      if (next < 0) {
        throw new IOException("no answer to an upgrade: " + head);
      }
      head.append((char) next);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

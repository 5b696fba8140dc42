package dev.deltawire.tck;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import javax.net.ssl.SSLException;

/**
 * A WebSocket client for tests that does nothing by itself: it sends what it is told, right or
 * wrong, and reads with deadlines.
 *
 * <p>It answers no ping, echoes no close and masks only what it is told to mask. Thread: one writes
 * and one reads. Reads wait five seconds unless told otherwise; a deadline that passes is a {@link
 * SocketTimeoutException}, the end of the connection an {@link java.io.EOFException}.
 */
public final class RawPeer implements AutoCloseable {

  /** The key of RFC 6455 §1.3, whose answer is {@link #SAMPLE_ACCEPT}. */
  public static final String SAMPLE_KEY = "dGhlIHNhbXBsZSBub25jZQ==";

  /** What a server answers to {@link #SAMPLE_KEY}. */
  public static final String SAMPLE_ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

  private final Socket tcp;
  private final Socket socket;
  private final WireReader reader;
  private ChunkSize chunkSize = ChunkSize.WHOLE;

  private RawPeer(Socket tcp, Socket socket) {
    this.tcp = tcp;
    this.socket = socket;
    this.reader = new WireReader(socket);
  }

  /** Opens a TCP connection and sends nothing. */
  public static RawPeer connect(InetSocketAddress address) throws IOException {
    return connect(address, 0, Optional.empty());
  }

  /**
   * The same with kernel buffers of about this size on the client's side.
   *
   * @param bufferBytes size of the send and the receive buffer; 0 leaves them to the system
   */
  public static RawPeer connect(InetSocketAddress address, int bufferBytes) throws IOException {
    return connect(address, bufferBytes, Optional.empty());
  }

  /** The same over TLS, if there is any. */
  public static RawPeer connect(InetSocketAddress address, int bufferBytes, Optional<TestTls> tls)
      throws IOException {
    Socket socket = new Socket();
    try {
      if (bufferBytes > 0) {
        socket.setOption(StandardSocketOptions.SO_RCVBUF, bufferBytes);
        socket.setOption(StandardSocketOptions.SO_SNDBUF, bufferBytes);
      }
      socket.setTcpNoDelay(true);
      socket.connect(address, (int) Patience.duration().toMillis());
      return new RawPeer(socket, tls.isPresent() ? tls.get().over(socket) : socket);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** Connects and upgrades; anything but 101 is an {@link IOException} that names the status. */
  public static RawPeer open(InetSocketAddress address, String target, String... headers)
      throws IOException {
    RawPeer peer = connect(address);
    try {
      WireResponse response = peer.upgrade(target, headers);
      if (response.status() != 101) {
        throw new IOException("upgrade answered by " + response.status() + " " + response.text());
      }
      return peer;
    } catch (IOException e) {
      peer.close();
      throw e;
    }
  }

  /** The head of an upgrade request with {@link #SAMPLE_KEY}; {@code headers} are whole lines. */
  public static String upgradeHead(String target, String... headers) {
    StringBuilder head = new StringBuilder("GET ").append(target).append(" HTTP/1.1\r\n");
    head.append("Host: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n");
    head.append("Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ").append(SAMPLE_KEY);
    head.append("\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    return head.append("\r\n").toString();
  }

  /** The bytes of a hex text; blanks between them are ignored. */
  public static byte[] hex(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  /** Sets the size of later writes. */
  public RawPeer chunked(ChunkSize size) {
    chunkSize = size;
    return this;
  }

  /** The client's own address, as the server sees it. */
  public InetSocketAddress localAddress() {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  /** Writes bytes as they are; blocks while the server doesn't read. */
  public void send(byte[] bytes) throws IOException {
    for (int at = 0; at < bytes.length; ) {
      int length = Math.min(chunkSize.bytes(), bytes.length - at);
      socket.getOutputStream().write(bytes, at, length);
      at += length;
    }
  }

  /** Writes Latin-1 text as it is, a request head for instance. */
  public void send(String latin1) throws IOException {
    send(latin1.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Writes the bytes of a hex text. */
  public void sendHex(String hex) throws IOException {
    send(hex(hex));
  }

  /** Writes bytes that the server may refuse half-way. Returns whether all went out. */
  public boolean trySend(byte[] bytes) throws IOException {
    try {
      send(bytes);
      return true;
    } catch (SocketException | SSLException e) { // reset or broken pipe: the server has had enough
      return false;
    }
  }

  /** Writes one masked frame; the first byte holds FIN, reserved bits and opcode. */
  public void sendFrame(int firstByte, byte[] payload) throws IOException {
    send(WireFrame.masked(firstByte, payload));
  }

  /** Writes one masked, final text frame. */
  public void sendText(String text) throws IOException {
    send(WireFrame.maskedText(text));
  }

  /** Writes a masked ping. */
  public void sendPing(byte[] payload) throws IOException {
    sendFrame(WireFrame.FIN | WireFrame.PING, payload);
  }

  /** Writes a masked pong. */
  public void sendPong(byte[] payload) throws IOException {
    sendFrame(WireFrame.FIN | WireFrame.PONG, payload);
  }

  /** Writes a masked close frame. */
  public void sendClose(int code, String reason) throws IOException {
    sendFrame(WireFrame.FIN | WireFrame.CLOSE, WireFrame.closePayload(code, reason));
  }

  /** Writes an upgrade request and reads the answer, whatever it is. */
  public WireResponse upgrade(String target, String... headers) throws IOException {
    send(upgradeHead(target, headers));
    return response();
  }

  /** Reads one response. */
  public WireResponse response() throws IOException {
    return reader.response(Patience.duration());
  }

  /** Reads one frame. */
  public WireFrame frame() throws IOException {
    return frame(Patience.duration());
  }

  /** Reads one frame within a time. */
  public WireFrame frame(Duration patience) throws IOException {
    return reader.frame(patience);
  }

  /** Reads one text message, in fragments or not, with no control frame before or in it. */
  public String text() throws IOException {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    int expected = WireFrame.TEXT;
    WireFrame frame;
    do {
      frame = frame();
      if ((frame.firstByte() & ~WireFrame.FIN) != expected) {
        throw new IOException("expected a text, got " + frame);
      }
      message.write(frame.payload());
      expected = WireFrame.CONTINUATION;
    } while (!frame.fin());
    return message.toString(StandardCharsets.UTF_8);
  }

  /** Reads {@code count} bytes as they are. */
  public byte[] bytes(int count) throws IOException {
    return reader.bytes(count, Patience.duration());
  }

  /**
   * Whether the connection ends (FIN or reset) within the time; whatever comes before is dropped.
   */
  public boolean ends(Duration patience) throws IOException {
    return reader.ends(patience);
  }

  /** Whether the connection ends within five seconds. */
  public boolean ends() throws IOException {
    return ends(Patience.duration());
  }

  /** Sends FIN and can still read. */
  public void finish() throws IOException {
    socket.shutdownOutput();
  }

  /** Ends the connection with RST. */
  public void reset() throws IOException {
    tcp.setSoLinger(true, 0);
    tcp.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

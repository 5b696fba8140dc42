package dev.deltawire.tck;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLException;

/** The reading half of a {@link RawPeer}: responses, frames and bytes, each with a deadline. */
final class WireReader {

  private static final int MAX_BYTES = 64 << 20;

  private final Socket socket;
  private final byte[] buffer = new byte[64 << 10];
  private int position;
  private int limit;
  private long deadlineNanos;

  WireReader(Socket socket) {
    this.socket = socket;
  }

  byte[] bytes(int count, Duration patience) throws IOException {
    start(patience);
    return take(count);
  }

  WireFrame frame(Duration patience) throws IOException {
    start(patience);
    int first = next();
    int second = next();
    if ((second & 0x80) != 0) {
      throw new IOException("a server must not mask (RFC 6455 §5.1)");
    }
    return new WireFrame(first, take(payloadLength(second)));
  }

  WireResponse response(Duration patience) throws IOException {
    start(patience);
    String statusLine = line();
    if (!statusLine.matches("HTTP/1\\.1 [1-5][0-9][0-9]( .*)?")) {
      throw new IOException("no status line: " + statusLine);
    }
    int status = Integer.parseInt(statusLine.substring(9, 12));
    Map<String, List<String>> headers = headers();
    return new WireResponse(status, headers, body(status, headers));
  }

  boolean ends(Duration patience) throws IOException {
    start(patience);
    try {
      while (true) {
        position = limit;
        next();
      }
    } catch (EOFException | SocketException e) { // FIN or RST: an end either way
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    }
  }

  private Map<String, List<String>> headers() throws IOException {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      if (colon <= 0) {
        throw new IOException("no header: " + line);
      }
      String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
      headers.computeIfAbsent(name, n -> new ArrayList<>()).add(line.substring(colon + 1).strip());
    }
    return headers;
  }

  private byte[] body(int status, Map<String, List<String>> headers) throws IOException {
    if (status < 200 || status == 204 || status == 304) {
      return new byte[0];
    }
    if (headers.getOrDefault("transfer-encoding", List.of()).contains("chunked")) {
      return chunks();
    }
    List<String> lengths = headers.getOrDefault("content-length", List.of());
    if (lengths.size() != 1) {
      throw new IOException("expected one Content-Length, got " + lengths);
    }
    return take(Integer.parseInt(lengths.get(0)));
  }

  /** RFC 9112 §7.1, without extensions and trailers. */
  private byte[] chunks() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    int size;
    do {
      size = Integer.parseInt(line(), 16);
      body.write(take(size));
      if (!line().isEmpty()) {
        throw new IOException("a chunk without its end");
      }
    } while (size > 0);
    return body.toByteArray();
  }

  private int payloadLength(int second) throws IOException {
    if (second < 126) {
      return second;
    }
    long length = 0;
    for (int bytes = second == 126 ? 2 : 8; bytes > 0; bytes--) {
      length = length << 8 | next();
    }
    if (length < 0 || length > MAX_BYTES) {
      throw new IOException("frame of " + length + " bytes");
    }
    return (int) length;
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = next(); b != '\r'; b = next()) {
      line.write(b);
    }
    if (next() != '\n') {
      throw new IOException("CR without LF");
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  private byte[] take(int count) throws IOException {
    byte[] bytes = new byte[count];
    for (int at = 0; at < count; ) {
      if (position == limit) {
        refill();
      }
      int length = Math.min(count - at, limit - position);
      System.arraycopy(buffer, position, bytes, at, length);
      position += length;
      at += length;
    }
    return bytes;
  }

  private int next() throws IOException {
    if (position == limit) {
      refill();
    }
    return buffer[position++] & 0xFF;
  }

  private void start(Duration patience) {
    deadlineNanos = System.nanoTime() + patience.toNanos();
  }

  private int read(InputStream in) throws IOException {
    try {
      return in.read(buffer);
    } catch (SSLException e) {
      throw TestTls.asEnd(e);
    }
  }

  private void refill() throws IOException {
    long leftMillis = (deadlineNanos - System.nanoTime()) / 1_000_000;
    if (leftMillis <= 0) {
      throw new SocketTimeoutException("nothing came in time");
    }
    socket.setSoTimeout((int) leftMillis);
    InputStream in = socket.getInputStream();
    int count = read(in);
    if (count < 0) {
      throw new EOFException("the server closed the connection");
    }
    position = 0;
    limit = count;
  }
}

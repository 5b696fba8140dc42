package dev.deltawire.tck;

import dev.deltawire.server.spi.Holding;
import dev.deltawire.server.spi.HttpRequest;
import dev.deltawire.server.spi.MemoryBudget;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Reads one request from a blocking stream, strictly. */
final class ReferenceHead {

  /** A request that gets this status and the end of the connection. */
  static final class Refused extends IOException {
    private static final long serialVersionUID = 1;
    private final int status;

    Refused(int status, String reason) {
      super(reason);
      this.status = status;
    }

    int status() {
      return status;
    }
  }

  private static final String VERSION = "HTTP/[0-9]\\.[0-9]";
  private static final String TOKEN = "[!#$%&'*+\\-.^_`|~0-9A-Za-z]+";

  private final InputStream in;
  private final int maxHeadBytes;
  private final int maxBodyBytes;
  private final MemoryBudget memory;
  private final Sabotage sabotage;
  private int headBytes;

  ReferenceHead(
      InputStream in, int maxHeadBytes, int maxBodyBytes, MemoryBudget memory, Sabotage sabotage) {
    this.in = in;
    this.maxHeadBytes = maxHeadBytes;
    this.maxBodyBytes = maxBodyBytes;
    this.memory = memory;
    this.sabotage = sabotage;
  }

  /** The head, without its body; throws at its first fault. */
  HttpRequest read(InetSocketAddress remote) throws IOException {
    String[] words = line().split(" ", -1);
    if (words.length != 3 || !words[0].matches(TOKEN) || !words[2].matches(VERSION)) {
      throw new Refused(400, "request line");
    }
    if (!words[2].equals("HTTP/1.1") && !sabotage.breaks(121)) {
      throw new Refused(505, "version");
    }
    String origin = words[1].replaceFirst("^http://[^/]*", "");
    if (!origin.matches("/[!-~]*")) {
      throw new Refused(400, "target");
    }
    Map<String, List<String>> headers = headers();
    if (headers.getOrDefault("host", List.of()).size() != 1) {
      throw new Refused(400, "host");
    }
    String[] target = origin.split("\\?", 2);
    Optional<String> query =
        target.length == 2 && !sabotage.breaks(13) ? Optional.of(target[1]) : Optional.empty();
    return new HttpRequest(words[0], target[0], query, headers, remote, new byte[0]);
  }

  /** The body behind a head (RFC 9112 §6.3). */
  byte[] body(HttpRequest head) throws IOException {
    List<String> lengths = head.header("content-length");
    List<String> codings = head.header("transfer-encoding");
    if (!sabotage.breaks(103) && (lengths.size() + codings.size() > 1)) {
      throw new Refused(400, "two framings");
    }
    if (!codings.isEmpty()) {
      return chunks(codings.get(0));
    }
    return lengths.isEmpty() ? new byte[0] : take(length(lengths.get(0), "[0-9]{1,18}", 10));
  }

  private byte[] chunks(String coding) throws IOException {
    if (!coding.equals("chunked")) {
      throw new Refused(501, "coding");
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int size = chunkSize(body); size > 0; size = chunkSize(body)) {
      body.write(take(size));
      if (!line().isEmpty()) {
        throw new Refused(400, "chunk end");
      }
    }
    if (!line().isEmpty()) {
      throw new Refused(400, "trailer");
    }
    return body.toByteArray();
  }

  private int chunkSize(ByteArrayOutputStream soFar) throws IOException {
    int size = length(line(), "[0-9a-fA-F]{1,8}", 16);
    if (soFar.size() + size > maxBodyBytes && !sabotage.breaks(102)) {
      throw new Refused(413, "body");
    }
    return size;
  }

  private int length(String digits, String pattern, int radix) throws IOException {
    if (!digits.matches(pattern)) {
      throw new Refused(400, "length");
    }
    long length = Long.parseLong(digits, radix);
    if (length > maxBodyBytes && !sabotage.breaks(102)) {
      throw new Refused(413, "body");
    }
    if (isShort((int) length) && !sabotage.breaks(173)) {
      throw new Refused(503, "memory");
    }
    return (int) length;
  }

  /** Whether memory is too short for so many bytes; here they are judged before they come. */
  private boolean isShort(int bytes) {
    AtomicBoolean told = new AtomicBoolean();
    Holding holding = memory.open(() -> told.set(true));
    boolean room = holding.take(bytes);
    holding.give(room ? bytes : 0);
    holding.close();
    return !room || told.get();
  }

  private Map<String, List<String>> headers() throws IOException {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      String[] field = line.split(":", 2);
      if (field.length != 2 || !field[0].matches(TOKEN)) {
        throw new Refused(400, "header");
      }
      List<String> values =
          headers.computeIfAbsent(field[0].toLowerCase(Locale.ROOT), n -> new ArrayList<>());
      if (sabotage.breaks(22)) {
        values.clear();
      }
      values.add(field[1].strip());
    }
    return headers;
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = next(); b != '\r'; b = next()) {
      if (b == '\n' && sabotage.breaks(20)) {
        return line.toString(StandardCharsets.ISO_8859_1);
      }
      if ((b < ' ' && b != '\t') || b == 0x7F) {
        throw new Refused(400, "control character");
      }
      line.write(b);
    }
    if (next() != '\n') {
      throw new Refused(400, "CR without LF");
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  private int next() throws IOException {
    int most = sabotage.breaks(23) ? maxHeadBytes - 1 : maxHeadBytes;
    if (++headBytes > most && !sabotage.breaks(24)) {
      throw new Refused(431, "head");
    }
    int b = in.read();
    if (b < 0) {
      throw new EOFException();
    }
    return b;
  }

  private byte[] take(int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException();
    }
    return bytes;
  }
}

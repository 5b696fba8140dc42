package dev.deltawire.server.internal.rfc6455;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.server.internal.rfc6455.RequestHeadParser.Progress;
import dev.deltawire.server.spi.HttpRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestHeadParserTest {

  private static final int MAX = 16384;
  private static final InetSocketAddress PEER =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 9);
  private static final String UPGRADE =
      """
      GET /ws?a=b?c HTTP/1.1
      Host: example.org:8080
      Upgrade: websocket
      Connection: keep-alive, Upgrade
      X-Empty:
      X-Twice: \t one \t
      x-twice:two, 2
      Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
      Sec-WebSocket-Version: 13

      """
          .replace("\n", "\r\n");

  private final RequestHeadParser parser = new RequestHeadParser(MAX);

  @Test
  void readsAnUpgradeAtEverySplit() {
    byte[] wire = (UPGRADE + "rest").getBytes(ISO_8859_1);
    for (int cut = 0; cut <= UPGRADE.length(); cut++) {
      parser.reset();
      parser.parse(ByteBuffer.wrap(wire, 0, cut));
      ByteBuffer tail = ByteBuffer.wrap(wire, cut, wire.length - cut);
      assertEquals(Progress.COMPLETE, parser.parse(tail), "cut at " + cut);
      assertEquals("rest", ISO_8859_1.decode(tail).toString());
      assertUpgrade(parser.head());
    }
  }

  @Test
  void readsAnUpgradeByteByByte() {
    for (byte octet : UPGRADE.getBytes(ISO_8859_1)) {
      parser.parse(ByteBuffer.wrap(new byte[] {octet}));
    }
    assertUpgrade(parser.head());
  }

  private static void assertUpgrade(RequestHead head) {
    HttpRequest request = head.request(PEER);
    assertEquals("GET", request.method());
    assertEquals("/ws", request.path());
    assertEquals(Optional.of("a=b?c"), request.query());
    assertEquals(List.of(""), request.header("X-Empty"));
    assertEquals(List.of("one", "two, 2"), request.header("X-Twice"));
    assertEquals(PEER, request.remoteAddress());
    assertTrue(head.websocket());
    assertTrue(head.persistent());
    assertEquals(0, head.contentLength());
    assertFalse(head.chunked());
  }

  @Test
  void readsOneRequestAfterTheOther() {
    ByteBuffer wire =
        bytes("GET /1 HTTP/1.1\r\nHost: h\r\n\r\n\r\nGET /2 HTTP/1.1\r\nHost: h\r\n\r\n");
    assertEquals(Progress.COMPLETE, parser.parse(wire));
    assertEquals("/1", parser.head().target());
    parser.reset();
    assertFalse(parser.started());
    assertEquals(Progress.COMPLETE, parser.parse(wire));
    assertEquals("/2", parser.head().target());
    assertFalse(wire.hasRemaining());
  }

  static Stream<Arguments> badHeads() {
    return Stream.of(
        bad("bare LF after the request line", 400, "GET / HTTP/1.1\nHost: h\r\n\r\n"),
        bad("bare LF between headers", 400, "GET / HTTP/1.1\r\nHost: h\nA: b\r\n\r\n"),
        bad("bare LF at the end", 400, "GET / HTTP/1.1\r\nHost: h\r\n\n"),
        bad("bare LF before the request", 400, "\nGET / HTTP/1.1\r\nHost: h\r\n\r\n"),
        bad("bare CR in a value", 400, "GET / HTTP/1.1\r\nHost: h\rA: b\r\n\r\n"),
        bad("bare CR at the end", 400, "GET / HTTP/1.1\r\nHost: h\r\n\rX"),
        bad("two empty lines before", 400, "\r\n\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n"),
        bad("NUL in a value", 400, "GET / HTTP/1.1\r\nHost: h\r\nA: b\0\r\n\r\n"),
        bad("NUL in a name", 400, "GET / HTTP/1.1\r\nHost: h\r\nA\0: b\r\n\r\n"),
        bad("NUL in the target", 400, "GET /\0 HTTP/1.1\r\nHost: h\r\n\r\n"),
        bad("control character in a value", 400, "GET / HTTP/1.1\r\nHost: h\r\nA: \b\r\n\r\n"),
        bad("folded line", 400, "GET / HTTP/1.1\r\nHost: h\r\nA: b\r\n c\r\n\r\n"),
        bad("folded line with a tab", 400, "GET / HTTP/1.1\r\nHost: h\r\nA: b\r\n\tc\r\n\r\n"),
        bad("blank before the first header", 400, "GET / HTTP/1.1\r\n Host: h\r\n\r\n"),
        bad("blank before a colon", 400, "GET / HTTP/1.1\r\nHost : h\r\n\r\n"),
        bad("empty name", 400, "GET / HTTP/1.1\r\nHost: h\r\n: b\r\n\r\n"),
        bad("no colon", 400, "GET / HTTP/1.1\r\nHost: h\r\nAb\r\n\r\n"),
        bad("a name that is no token", 400, "GET / HTTP/1.1\r\nHost: h\r\nA(b): c\r\n\r\n"),
        bad("a name above ASCII", 400, "GET / HTTP/1.1\r\nHost: h\r\nA\u00e9: c\r\n\r\n"),
        bad("no Host", 400, "GET / HTTP/1.1\r\nA: b\r\n\r\n"),
        bad("two Hosts", 400, "GET / HTTP/1.1\r\nHost: h\r\nHost: h\r\n\r\n"),
        bad("empty Host", 400, "GET / HTTP/1.1\r\nHost:\r\n\r\n"),
        bad("a list as Host", 400, "GET / HTTP/1.1\r\nHost: h, i\r\n\r\n"),
        bad("a user in Host", 400, "GET / HTTP/1.1\r\nHost: u@h\r\n\r\n"),
        bad("two equal lengths", 400, post("Content-Length: 1\r\nContent-Length: 1")),
        bad("two lengths", 400, post("Content-Length: 1\r\nContent-Length: 2")),
        bad("a list of lengths", 400, post("Content-Length: 1, 1")),
        bad("a signed length", 400, post("Content-Length: +1")),
        bad("a negative length", 400, post("Content-Length: -1")),
        bad("a length in hex", 400, post("Content-Length: 0x1")),
        bad("an empty length", 400, post("Content-Length:")),
        bad("a length over 63 bits", 400, post("Content-Length: 9999999999999999999")),
        bad("length and coding", 400, post("Content-Length: 1\r\nTransfer-Encoding: chunked")),
        bad("coding and length", 400, post("Transfer-Encoding: chunked\r\nContent-Length: 1")),
        bad("two codings", 400, post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked")),
        bad("a coding before chunked", 501, post("Transfer-Encoding: gzip, chunked")),
        bad("chunked twice", 501, post("Transfer-Encoding: chunked, chunked")),
        bad("identity", 501, post("Transfer-Encoding: identity")),
        bad("a disguised coding", 501, post("Transfer-Encoding: xchunked")),
        bad("a quoted coding", 501, post("Transfer-Encoding: \"chunked\"")),
        bad("chunked in HTTP/1.0", 505, "GET / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n"),
        bad("POST in HTTP/1.0", 505, "POST / HTTP/1.0\r\nHost: h\r\n\r\n"),
        bad("upgrade in HTTP/1.0", 505, "GET / HTTP/1.0\r\nHost: h\r\nUpgrade: websocket\r\n\r\n"),
        bad("HTTP/2.0", 505, "GET / HTTP/2.0\r\nHost: h\r\n\r\n"),
        bad("HTTP/1.2", 505, "GET / HTTP/1.2\r\nHost: h\r\n\r\n"),
        bad("lower-case version", 400, "GET / http/1.1\r\nHost: h\r\n\r\n"),
        bad("no version", 400, "GET /\r\nHost: h\r\n\r\n"),
        bad("a blank after the version", 400, "GET / HTTP/1.1 \r\nHost: h\r\n\r\n"),
        bad("two blanks", 400, "GET  / HTTP/1.1\r\nHost: h\r\n\r\n"),
        bad("a tab", 400, "GET\t/ HTTP/1.1\r\nHost: h\r\n\r\n"),
        bad("a blank before the method", 400, " GET / HTTP/1.1\r\nHost: h\r\n\r\n"),
        bad("a method that is no token", 400, "G@T / HTTP/1.1\r\nHost: h\r\n\r\n"),
        bad("an endless method", 400, "G".repeat(33)),
        bad("TLS", 400, "\u0016\u0003\u0001"),
        bad("a relative target", 400, "GET x HTTP/1.1\r\nHost: h\r\n\r\n"),
        bad("a fragment", 400, "GET /#x HTTP/1.1\r\nHost: h\r\n\r\n"),
        bad("a target above ASCII", 400, "GET /\u00e9 HTTP/1.1\r\nHost: h\r\n\r\n"),
        bad("an authority as target", 400, "CONNECT h:80 HTTP/1.1\r\nHost: h\r\n\r\n"),
        bad("another host as target", 400, "GET http://i/ HTTP/1.1\r\nHost: h\r\n\r\n"),
        bad("a star without OPTIONS", 400, "GET * HTTP/1.1\r\nHost: h\r\n\r\n"),
        bad("a length on an upgrade", 400, upgrade("Content-Length: 1")),
        bad("chunks on an upgrade", 400, upgrade("Transfer-Encoding: chunked")),
        bad("two keys", 400, upgrade("Sec-WebSocket-Key: a\r\nSec-WebSocket-Key: a")));
  }

  private static Arguments bad(String what, int status, String head) {
    return Arguments.of(what, status, head);
  }

  private static String post(String headers) {
    return "POST / HTTP/1.1\r\nHost: h\r\n" + headers + "\r\n\r\n";
  }

  private static String upgrade(String headers) {
    return "GET / HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\n" + headers + "\r\n\r\n";
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("badHeads")
  void badHeadsAreRefusedAtEverySplit(String what, int status, String wire) {
    for (int cut = 0; cut < wire.length(); cut++) {
      parser.reset();
      parser.parse(bytes(wire.substring(0, cut)));
      assertEquals(Progress.REFUSED, parser.parse(bytes(wire.substring(cut))), what);
      assertEquals(status, parser.error().status(), what);
    }
  }

  static Stream<String> goodHeads() {
    return Stream.of(
        "GET / HTTP/1.1\r\nHost: h\r\n\r\n",
        "\r\nGET / HTTP/1.1\r\nHost: [::1]:80\r\n\r\n",
        "GET / HTTP/1.0\r\n\r\n",
        "HEAD / HTTP/1.0\r\nHost: h\r\n\r\n",
        "OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n",
        "GET http://H:80/x?y HTTP/1.1\r\nHost: h:80\r\n\r\n",
        "GET /%00|{}\"^ HTTP/1.1\r\nHost: h\r\n\r\n",
        "GET / HTTP/1.1\r\nhOST:h\r\nA: \u00e9\tb\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\nContent-Length: 0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: Chunked\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 007\r\n\r\n");
  }

  @ParameterizedTest
  @MethodSource("goodHeads")
  void unusualButSoundHeadsPass(String wire) {
    assertEquals(Progress.COMPLETE, parser.parse(bytes(wire)));
  }

  @Test
  void anAbsoluteTargetLosesItsAuthority() {
    parser.parse(bytes("GET http://h?q HTTP/1.1\r\nHost: h\r\n\r\n"));
    HttpRequest request = parser.head().request(PEER);
    assertEquals("/", request.path());
    assertEquals(Optional.of("q"), request.query());
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 1})
  @DisplayName("X-03: a head of more than the limit is 431, one of exactly the limit passes")
  void x03_headLimit(int excess) {
    String frame = "GET / HTTP/1.1\r\nHost: h\r\nA: \r\n\r\n";
    String padded = frame.replace("A: ", "A: " + "x".repeat(MAX + excess - frame.length()));
    Progress progress = parser.parse(bytes(padded));
    assertEquals(excess > 0 ? Progress.REFUSED : Progress.COMPLETE, progress);
    if (excess > 0) {
      assertEquals(431, parser.error().status());
    }
  }

  @Test
  void x03_anEndlessTargetIs431() {
    assertEquals(Progress.REFUSED, parser.parse(bytes("GET /" + "x".repeat(MAX))));
    assertEquals(431, parser.error().status());
  }

  @Test
  void tooManyHeaderLinesAre431() {
    parser.parse(bytes("GET / HTTP/1.1\r\nHost: h\r\n" + "A:\r\n".repeat(128)));
    assertEquals(431, parser.error().status());
  }

  @Test
  void persistence() {
    assertTrue(persistent("GET / HTTP/1.1\r\nHost: h\r\n\r\n"));
    assertFalse(persistent("GET / HTTP/1.1\r\nHost: h\r\nConnection: x, Close\r\n\r\n"));
    assertFalse(persistent("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"));
  }

  private boolean persistent(String wire) {
    parser.reset();
    parser.parse(bytes(wire));
    return parser.head().persistent();
  }

  @Test
  @DisplayName("RFC 6455 §1.3: the accept value of the sample key")
  void acceptValue() {
    assertEquals("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", AcceptKey.of("dGhlIHNhbXBsZSBub25jZQ=="));
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(ISO_8859_1));
  }
}

package dev.deltawire.transport.jdk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.server.spi.HttpFallback;
import dev.deltawire.server.spi.HttpRequest;
import dev.deltawire.server.spi.HttpResponse;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpTest {

  private static final String HOST = " HTTP/1.1\r\nHost: h\r\n";

  private static HttpResponse describe(HttpRequest request) {
    return HttpResponse.text(
        200, request.method() + " " + request.path() + " " + new String(request.body(), UTF_8));
  }

  private static Site describing() throws IOException {
    return Site.plan().fallback(HttpTest::describe).start();
  }

  @Test
  void aConnectionIsKeptForTheNextRequestAndForAnUpgrade() throws Exception {
    try (Site site = describing();
        Wire wire = new Wire(site.address)) {
      assertEquals("200 GET /1 ", wire.say("GET /1" + HOST + "\r\n").response());
      assertEquals("200 GET /2 ", wire.say("GET /2" + HOST + "\r\n").response());
      wire.say(Wire.HANDSHAKE).head();
      assertEquals("81 x", wire.text("x").frame());
    }
  }

  @Test
  void pipelinedRequestsAreAnsweredInOrderOneAtATime() throws Exception {
    AtomicInteger atOnce = new AtomicInteger();
    HttpFallback exclusive =
        request -> {
          assertEquals(1, atOnce.incrementAndGet());
          HttpResponse response = describe(request);
          atOnce.decrementAndGet();
          return response;
        };
    try (Site site = Site.plan().fallback(exclusive).start();
        Wire wire = new Wire(site.address)) {
      StringBuilder requests = new StringBuilder();
      for (int i = 0; i < 300; i++) {
        requests.append("POST /" + i + HOST + "Content-Length: 3\r\n\r\nabc");
      }
      wire.say(requests.toString());
      for (int i = 0; i < 300; i++) {
        assertEquals("200 POST /" + i + " abc", wire.response());
      }
    }
  }

  @Test
  void everySplitOfAPipelineReadsAlike() throws Exception {
    String talk =
        "POST /a"
            + HOST
            + "Transfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n0\r\nT: t\r\n\r\n"
            + "POST /b"
            + HOST
            + "Content-Length: 2\r\n\r\nde";
    try (Site site = describing()) {
      for (int cut = 1; cut < talk.length(); cut += 3) {
        try (Wire wire = new Wire(site.address)) {
          wire.say(talk.substring(0, cut)).say(talk.substring(cut));
          assertEquals("200 POST /a abc", wire.response(), "cut at " + cut);
          assertEquals("200 POST /b de", wire.response(), "cut at " + cut);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"4096, 200", "4097, 413", "100000000000, 413"})
  @DisplayName("X-03: a body over the limit is 413 from its declared length")
  void x03_declaredLength(long length, int status) throws Exception {
    try (Site site = Site.plan().start();
        Wire wire = new Wire(site.address)) {
      wire.say("POST /" + HOST + "Content-Length: " + length + "\r\n\r\n");
      if (status == 200) {
        wire.say("x".repeat((int) length));
      }
      assertTrue(wire.head().startsWith("HTTP/1.1 " + status));
    }
  }

  @Test
  @DisplayName("X-03: chunks over the limit are 413 from the size of the chunk that exceeds it")
  void x03_chunks() throws Exception {
    try (Site site = Site.plan().start();
        Wire wire = new Wire(site.address)) {
      String chunk = "800\r\n" + "x".repeat(0x800) + "\r\n";
      wire.say("POST /" + HOST + "Transfer-Encoding: chunked\r\n\r\n" + chunk + chunk + "1\r\n");
      assertEquals("413 body too large", wire.response());
      assertEquals("", wire.rest());
    }
  }

  @Test
  void expectContinueIsAnsweredBeforeTheBody() throws Exception {
    try (Site site = describing();
        Wire wire = new Wire(site.address)) {
      wire.say("POST /" + HOST + "Content-Length: 2\r\nExpect: 100-continue\r\n\r\n");
      assertEquals("HTTP/1.1 100 Continue\r\n\r\n", wire.head());
      assertEquals("200 POST / ok", wire.say("ok").response());
      wire.say("POST /" + HOST + "Content-Length: 5000\r\nExpect: 100-continue\r\n\r\n");
      assertEquals("413 body too large", wire.response());
    }
  }

  @Test
  void headHasTheLengthAndNoBody() throws Exception {
    try (Site site = describing();
        Wire wire = new Wire(site.address)) {
      String head = wire.say("HEAD /abc" + HOST + "\r\n").head();
      assertTrue(head.contains("Content-Length: 10\r\n"), head);
      assertEquals("200 GET /1 ", wire.say("GET /1" + HOST + "\r\n").response());
    }
  }

  @Test
  void noContentHasNeitherLengthNorBody() throws Exception {
    HttpFallback nothing =
        request -> new HttpResponse(204, Map.of(), new byte[0], Optional.empty());
    try (Site site = Site.plan().fallback(nothing).start();
        Wire wire = new Wire(site.address)) {
      for (int i = 0; i < 2; i++) {
        String head = wire.say("GET /" + HOST + "\r\n").head();
        assertTrue(head.startsWith("HTTP/1.1 204 No Content\r\n"), head);
        assertFalse(head.contains("Content-Length"), head);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {" HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n", " HTTP/1.0\r\n\r\n"})
  void theConnectionEndsWhenThePeerSaysSo(String rest) throws Exception {
    try (Site site = describing();
        Wire wire = new Wire(site.address)) {
      String head = wire.say("GET /" + rest).head();
      assertTrue(head.contains("Connection: close\r\n"), head);
      assertEquals("GET / ", wire.rest());
    }
  }

  @ParameterizedTest(name = "[{index}]")
  @ValueSource(
      strings = {
        "5\nhello\r\n0\r\n\r\n",
        "0x5\r\n",
        "-1\r\n",
        "\r\n",
        ";\r\n",
        "5 \r\n",
        "123456789\r\n",
        "5\r\nhelloX",
        "5\r\nhello\rX",
        "5\r\nhello\n",
        "0\r\n X",
        "0\r\nno colon\r\n\r\n",
        "0\r\nA: \0",
        "0\r\n\rX",
        "5;\0",
        "5;a\n"
      })
  void malformedChunksAre400AndTheEnd(String chunks) throws Exception {
    try (Site site = describing();
        Wire wire = new Wire(site.address)) {
      wire.say("POST /" + HOST + "Transfer-Encoding: chunked\r\n\r\n" + chunks);
      assertEquals("400 malformed body", wire.response());
      assertEquals("", wire.rest());
    }
  }

  @Test
  void trailersAreBoundedHoweverShort() throws Exception {
    String post = "POST /" + HOST + "Transfer-Encoding: chunked\r\n\r\n0\r\n";
    try (Site site = describing();
        Wire many = new Wire(site.address);
        Wire tooMany = new Wire(site.address)) {
      many.say(post + "a:\r\n".repeat(4096) + "\r\n");
      assertTrue(many.response().startsWith("200 "));
      tooMany.say(post + "a:\r\n".repeat(4097));
      assertEquals("400 malformed body", tooMany.response());
    }
  }

  @Test
  void aSmuggledRequestIsNeverReadAsOne() throws Exception {
    AtomicInteger requests = new AtomicInteger();
    HttpFallback counting =
        request -> {
          requests.incrementAndGet();
          return describe(request);
        };
    String smuggled = "0\r\n\r\nGET /admin" + HOST + "\r\n";
    try (Site site = Site.plan().fallback(counting).start()) {
      for (String framing :
          new String[] {
            "Content-Length: 5\r\nTransfer-Encoding: chunked",
            "Transfer-Encoding: chunked\r\nContent-Length: 5",
            "Transfer-Encoding:\u000bchunked",
            "Transfer-Encoding: x\r\n chunked",
            "Content-Length: 5\r\nContent-Length: 0",
            "Transfer-Encoding : chunked",
            "X: y\nTransfer-Encoding: chunked"
          }) {
        try (Wire wire = new Wire(site.address)) {
          wire.say("POST /" + HOST + framing + "\r\n\r\n" + smuggled);
          String answer = wire.rest();
          assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
          assertEquals(0, answer.indexOf("HTTP/1.1", 0));
          assertEquals(-1, answer.indexOf("HTTP/1.1", 1), "one answer");
        }
      }
      assertEquals(0, requests.get());
    }
  }

  @Test
  void aStreamedBodyIsChunkedAndArrivesAsItIsFlushed() throws Exception {
    CountDownLatch more = new CountDownLatch(1);
    HttpFallback streaming =
        request ->
            HttpResponse.streaming(
                200,
                "text/plain",
                out -> {
                  out.write("one".getBytes(UTF_8));
                  out.flush();
                  await(more);
                  out.write("two".getBytes(UTF_8));
                });
    try (Site site = Site.plan().fallback(streaming).start();
        Wire wire = new Wire(site.address)) {
      String head = wire.say("GET /" + HOST + "\r\n").head();
      assertTrue(head.contains("Transfer-Encoding: chunked\r\n"), head);
      assertEquals("3\r\none\r\n", new String(wire.bytes(8), UTF_8));
      more.countDown();
      assertEquals("3\r\ntwo\r\n0\r\n\r\n", new String(wire.bytes(13), UTF_8));
      assertTrue(wire.say("HEAD /" + HOST + "\r\n").head().startsWith("HTTP/1.1 200"));
      wire.say("GET / HTTP/1.0\r\n\r\n").head();
      assertEquals("onetwo", wire.rest());
    }
  }

  @Test
  void aSlowPeerHoldsBackTheWriterOfAStream() throws Exception {
    AtomicInteger written = new AtomicInteger();
    CountDownLatch failed = new CountDownLatch(1);
    HttpFallback endless =
        request ->
            HttpResponse.streaming(
                200,
                "text/plain",
                out -> {
                  try {
                    while (true) {
                      out.write(new byte[1 << 16]);
                      written.incrementAndGet();
                    }
                  } finally {
                    failed.countDown();
                  }
                });
    try (Site site = Site.plan().fallback(endless).start()) {
      try (Wire wire = new Wire(site.address)) {
        wire.say("GET /" + HOST + "\r\n").head();
        int before;
        do {
          before = written.get();
          TimeUnit.MILLISECONDS.sleep(100);
        } while (before != written.get());
        wire.bytes(1 << 22);
      }
      assertTrue(failed.await(10, TimeUnit.SECONDS), "the writer hears that the peer has gone");
      assertTrue(site.defects.isEmpty(), site.defects::toString);
    }
  }

  @Test
  void aWholeAnswerLargerThanTheSocketTakesArrives() throws Exception {
    String large = "0123456789abcdef".repeat(1 << 20);
    try (Site site = Site.plan().fallback(request -> HttpResponse.text(200, large)).start();
        Wire wire = new Wire(site.address)) {
      for (int i = 0; i < 2; i++) {
        assertEquals("200 " + large, wire.say("GET /" + HOST + "\r\n").response());
      }
    }
  }

  @Test
  void aHandlerThatThrowsIs500WithoutDetails() throws Exception {
    HttpFallback defect =
        request -> {
          throw new IllegalStateException("secret");
        };
    try (Site site = Site.plan().fallback(defect).start();
        Wire wire = new Wire(site.address)) {
      assertEquals("500 internal error", wire.say("GET /" + HOST + "\r\n").response());
      assertEquals("500 internal error", wire.say("GET /" + HOST + "\r\n").response());
      assertEquals("secret", site.defects.remove().getMessage());
    }
  }

  @Test
  void aStreamThatFailsMidwayDoesNotLookWhole() throws Exception {
    HttpFallback defect =
        request ->
            HttpResponse.streaming(
                200,
                "text/plain",
                out -> {
                  out.write(1);
                  out.flush();
                  throw new IllegalStateException("midway");
                });
    try (Site site = Site.plan().fallback(defect).start();
        Wire wire = new Wire(site.address)) {
      wire.say("GET /" + HOST + "\r\n").head();
      String rest = restOrReset(wire);
      assertFalse(rest.endsWith("0\r\n\r\n"), rest);
    }
  }

  @Test
  void aHeaderCannotBreakOutOfItsLine() throws Exception {
    HttpFallback splitting =
        request -> HttpResponse.text(200, "x").withHeader("Location", "/\r\nSet-Cookie: a=b");
    try (Site site = Site.plan().fallback(splitting).start();
        Wire wire = new Wire(site.address)) {
      assertEquals("500 internal error", wire.say("GET /" + HOST + "\r\n").response());
    }
  }

  @Test
  @DisplayName("X-03: a head not complete in time is 408 and the end, however it trickles")
  void x03_slowHead() throws Exception {
    try (Site site = Site.plan().headTimeout(Duration.ofMillis(300)).start();
        Wire wire = new Wire(site.address)) {
      long start = System.nanoTime();
      wire.say("GET / HTTP/1.1\r\nA: ");
      for (int i = 0; i < 5; i++) {
        TimeUnit.MILLISECONDS.sleep(40);
        wire.say("x");
      }
      assertEquals("408 request not complete in time", wire.response());
      assertEquals("", wire.rest());
      assertTrue(System.nanoTime() - start >= Duration.ofMillis(300).toNanos());
    }
  }

  @Test
  void slowBodiesAre408() throws Exception {
    try (Site site = Site.plan().headTimeout(Duration.ofMillis(100)).start();
        Wire wire = new Wire(site.address)) {
      wire.say("POST /" + HOST + "Content-Length: 5\r\n\r\nabc");
      assertEquals("408 request not complete in time", wire.response());
    }
  }

  @Test
  void anIdleConnectionIsClosedWithoutAnAnswer() throws Exception {
    try (Site site = Site.plan().headTimeout(Duration.ofMillis(150)).start();
        Wire wire = new Wire(site.address)) {
      wire.say("GET /" + HOST + "\r\n").response();
      assertEquals("", wire.rest());
    }
  }

  @Test
  void errorsArePlainText() throws Exception {
    try (Site site = Site.plan().start();
        Wire wire = new Wire(site.address)) {
      String answer = wire.say("GET / HTTP/1.1\r\n\r\n").rest();
      assertTrue(answer.startsWith("HTTP/1.1 400 Bad Request\r\n"), answer);
      assertTrue(answer.contains("Content-Type: text/plain"), answer);
      assertTrue(answer.contains("Connection: close\r\n"), answer);
      assertTrue(answer.matches("(?s).*Date: \\w{3}, \\d\\d \\w{3} \\d{4} [\\d:]{8} GMT\r\n.*"));
    }
  }

  @Test
  @DisplayName("X-09: a refusal reaches a client that goes on sending, and ends the connection")
  void x09_refusal() throws Exception {
    HttpResponse refusal = HttpResponse.json(426, "{}").withHeader("Upgrade", "websocket");
    Site.Plan plan = Site.plan().upgrades((request, responder) -> responder.refuse(refusal));
    try (Site site = plan.start();
        Wire wire = new Wire(site.address)) {
      wire.say(Wire.HANDSHAKE + "x".repeat(100_000));
      String answer = wire.rest();
      assertTrue(answer.startsWith("HTTP/1.1 426 Upgrade Required\r\n"), answer);
      assertTrue(answer.contains("Connection: Upgrade, close\r\n"), answer);
      assertTrue(answer.endsWith("\r\n\r\n{}"), answer);
    }
  }

  private static String restOrReset(Wire wire) throws IOException {
    try {
      return wire.rest();
    } catch (SocketException e) { // a reset is no whole answer either
      return "";
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(10, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

package dev.deltawire.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.server.spi.Capability;
import dev.deltawire.server.spi.HttpFallback;
import dev.deltawire.server.spi.HttpRequest;
import dev.deltawire.server.spi.HttpResponse;
import dev.deltawire.tck.Rig.Link;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** T-100 to T-110: plain HTTP on the same port, for transports that declare it. */
abstract class HttpRules extends TrustRules {

  private static final String HOST = " HTTP/1.1\r\nHost: h\r\n";

  @AtEveryChunkSize
  @Needs(Capability.HTTP)
  void t100_requestsReachTheFallbackAndTheConnectionIsKept(ChunkSize chunk) throws Exception {
    try (Rig rig = rig(HttpRules::describe);
        RawPeer peer = rig.dial().chunked(chunk)) {
      peer.send("GET /a?b=c" + HOST + "\r\n");
      assertEquals("GET /a b=c ", peer.response().text());
      peer.send("POST /x" + HOST + "Content-Length: 5\r\n\r\nhello");
      assertEquals("POST /x  hello", peer.response().text());
      peer.send(
          "PUT /y" + HOST + "Transfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n");
      assertEquals("PUT /y  hello", peer.response().text());
      peer.send(RawPeer.upgradeHead("/"));
      assertEquals(101, peer.response().status(), "an upgrade after plain requests");
      assertServes(new Link(peer, rig.accepted()));
    }
  }

  @AtEveryChunkSize
  @Needs(Capability.HTTP)
  void t101_pipelinedRequestsAreAnsweredInOrder(ChunkSize chunk) throws Exception {
    try (Rig rig = rig(HttpRules::describe);
        RawPeer peer = rig.dial().chunked(chunk)) {
      StringBuilder requests = new StringBuilder();
      for (int i = 0; i < 10; i++) {
        requests
            .append("POST /")
            .append(i)
            .append(HOST)
            .append("Content-Length: 1\r\n\r\n")
            .append(i);
      }
      peer.send(requests.toString());
      for (int i = 0; i < 10; i++) {
        assertEquals("POST /" + i + "  " + i, peer.response().text());
      }
    }
  }

  @AtEveryChunkSize
  @Needs(Capability.HTTP)
  void t102_aBodyOverTheLimitIs413AndNotHandedOver(ChunkSize chunk) throws Exception {
    String most = "x".repeat(RigOptions.MAX_BODY_BYTES);
    try (Rig rig = rig(HttpRules::describe)) {
      try (RawPeer peer = rig.dial().chunked(chunk)) {
        peer.send("POST /" + HOST + "Content-Length: " + most.length() + "\r\n\r\n" + most);
        assertEquals("POST /  " + most, peer.response().text());
      }
      for (String body :
          List.of("Content-Length: 1001\r\n\r\n", "Content-Length: 99999999999999999999\r\n\r\n")) {
        assertRefused(rig, chunk, List.of(400, 413), "POST /" + HOST + body);
      }
      String chunks = "3e8\r\n" + most + "\r\n1\r\nx\r\n";
      assertRefused(
          rig,
          chunk,
          List.of(413),
          "POST /" + HOST + "Transfer-Encoding: chunked\r\n\r\n" + chunks);
    }
  }

  @AtEveryChunkSize
  @Needs(Capability.HTTP)
  void t103_framingThatTwoServersCouldReadDifferentlyIs400(ChunkSize chunk) throws Exception {
    try (Rig rig = rig(HttpRules::describe)) {
      for (String framing :
          List.of(
              "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!",
              "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
              "Content-Length: +5\r\n\r\nhello",
              "Content-Length: 5, 5\r\n\r\nhello",
              "Content-Length:\r\n\r\n",
              "Transfer-Encoding: chunked\r\n\r\n0x5\r\nhello\r\n0\r\n\r\n",
              "Transfer-Encoding: chunked\r\n\r\n5\nhello\r\n0\r\n\r\n",
              "Transfer-Encoding: chunked\r\n\r\n-1\r\n\r\n",
              "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
              "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n")) {
        assertRefused(rig, chunk, List.of(400, 501), "POST /" + HOST + framing);
      }
    }
  }

  @AtEveryChunkSize
  @Needs(Capability.HTTP)
  void t104_aStreamedBodyArrivesWhole(ChunkSize chunk) throws Exception {
    String line = "data: 0123456789\n\n";
    HttpFallback streaming =
        request ->
            HttpResponse.streaming(
                200,
                "text/event-stream",
                out -> {
                  for (int i = 0; i < 50_000; i++) {
                    out.write(line.getBytes(StandardCharsets.US_ASCII));
                  }
                });
    try (Rig rig = rig(streaming);
        RawPeer peer = rig.dial().chunked(chunk)) {
      peer.send("GET /" + HOST + "\r\n");
      assertEquals(line.repeat(50_000), peer.response().text());
      peer.send("GET /again" + HOST + "\r\n");
      assertEquals(200, peer.response().status());
    }
  }

  @AtEveryChunkSize
  @Needs(Capability.HTTP)
  void t105_aFallbackThatThrowsIs500WithoutDetails(ChunkSize chunk) throws Exception {
    HttpFallback defect =
        request -> {
          throw new IllegalStateException("secret");
        };
    try (Rig rig = rig(defect);
        RawPeer peer = rig.dial().chunked(chunk)) {
      peer.send("GET /" + HOST + "\r\n");
      WireResponse response = peer.response();
      assertEquals(500, response.status());
      assertFalse(response.text().contains("secret"));
      assertEquals("secret", rig.error().getMessage());
    }
  }

  @AtEveryChunkSize
  @Needs(Capability.HTTP)
  void t106_connectionCloseIsHonoured(ChunkSize chunk) throws Exception {
    try (Rig rig = rig(HttpRules::describe);
        RawPeer peer = rig.dial().chunked(chunk)) {
      peer.send("GET /" + HOST + "Connection: close\r\n\r\n");
      assertEquals(List.of("close"), peer.response().header("Connection"));
      assertTrue(peer.ends());
    }
  }

  @AtEveryChunkSize
  @Needs(Capability.HTTP)
  void t107_aFallbackThatBlocksHoldsUpNoConnection(ChunkSize chunk) throws Exception {
    CountDownLatch answer = new CountDownLatch(1);
    HttpFallback blocking =
        request -> {
          await(answer);
          return describe(request);
        };
    try (Rig rig = rig(blocking);
        RawPeer peer = rig.dial().chunked(chunk)) {
      peer.send("GET /slow" + HOST + "\r\n");
      try {
        assertServesNewcomers(rig);
      } finally {
        answer.countDown();
      }
      assertEquals("GET /slow  ", peer.response().text());
    }
  }

  @AtEveryChunkSize
  @Needs(Capability.HTTP)
  void t108_whoAskedIsToldOnceOfAPeerThatGivesUp(ChunkSize chunk) throws Exception {
    for (End end : List.<End>of(RawPeer::finish, RawPeer::reset, RawPeer::close)) {
      for (boolean streaming : List.of(false, true)) {
        Watched watched = new Watched(streaming);
        try (Rig rig = rig(watched);
            RawPeer peer = rig.dial().chunked(chunk);
            watched) {
          peer.send("POST /" + HOST + "Content-Length: 5\r\n\r\nhello");
          watched.awaitBegin();
          end.of(peer);
          assertTrue(watched.isTold(), "whoever asked before is told");
          watched.answerNow();
          assertTrue(watched.isTold(), "whoever asks afterwards is told at once");
          assertFalse(watched.isToldSoon());
        }
      }
    }
  }

  @AtEveryChunkSize
  @Needs(Capability.HTTP)
  void t109_whoHasOnlyEndedItsSideGetsItsAnswer(ChunkSize chunk) throws Exception {
    for (boolean streaming : List.of(false, true)) {
      Watched watched = new Watched(streaming);
      try (Rig rig = rig(watched);
          RawPeer peer = rig.dial().chunked(chunk);
          watched) {
        peer.send("GET /" + HOST + "\r\n");
        watched.awaitBegin();
        peer.finish();
        assertTrue(watched.isTold());
        watched.answerNow();
        assertEquals("answer", peer.response().text());
        assertTrue(peer.ends());
      }
    }
  }

  @AtEveryChunkSize
  @Needs(Capability.HTTP)
  void t110_aPeerThatStaysForItsAnswerHasNotGivenUp(ChunkSize chunk) throws Exception {
    Watched watched = new Watched(true);
    try (Rig rig = rig(watched);
        RawPeer peer = rig.dial().chunked(chunk);
        watched) {
      peer.send("GET /" + HOST + "\r\nGET /next" + HOST + "\r\n");
      watched.awaitBegin();
      watched.answerNow();
      assertEquals("answer", peer.response().text());
      assertEquals("answer", peer.response().text());
      peer.reset();
      assertFalse(watched.isToldSoon());
    }
  }

  /** How a peer gives up. */
  @FunctionalInterface
  private interface End {
    void of(RawPeer peer) throws IOException;
  }

  /** A fallback that asks to be told, and answers when it is told to, or nobody waits any more. */
  private static final class Watched implements HttpFallback, AutoCloseable {
    private final boolean streaming;
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch answer = new CountDownLatch(1);
    private final Semaphore told = new Semaphore(0);

    Watched(boolean streaming) {
      this.streaming = streaming;
    }

    @Override
    public HttpResponse handle(HttpRequest request) {
      if (streaming) {
        return HttpResponse.streaming(
            200, "text/plain", out -> out.write(work(request).getBytes(StandardCharsets.US_ASCII)));
      }
      return HttpResponse.text(200, work(request));
    }

    private String work(HttpRequest request) {
      request.onDisconnect(told::release);
      begun.countDown();
      HttpRules.await(answer);
      request.onDisconnect(told::release);
      return "answer";
    }

    void awaitBegin() {
      HttpRules.await(begun);
    }

    void answerNow() {
      answer.countDown();
    }

    boolean isTold() throws InterruptedException {
      return told.tryAcquire(Patience.duration().toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
      answerNow();
    }

    boolean isToldSoon() throws InterruptedException {
      return told.tryAcquire(Rig.QUIET.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private Rig rig(HttpFallback fallback) throws IOException {
    return rig(RigOptions.STANDARD.withFallback(fallback));
  }

  private static HttpResponse describe(HttpRequest request) {
    String body = new String(request.body(), StandardCharsets.UTF_8);
    String query = request.query().orElse("");
    return HttpResponse.text(
        200, request.method() + " " + request.path() + " " + query + " " + body);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void assertRefused(
      Rig rig, ChunkSize chunk, List<Integer> statuses, String request) throws IOException {
    try (RawPeer peer = rig.dial().chunked(chunk)) {
      peer.trySend(request.getBytes(StandardCharsets.ISO_8859_1));
      int status = peer.response().status();
      assertTrue(statuses.contains(status), () -> status + " for " + request);
      assertTrue(peer.ends());
    }
  }
}

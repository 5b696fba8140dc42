package dev.deltawire.transport.jdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.server.spi.EventLoop;
import dev.deltawire.server.spi.HttpResponse;
import dev.deltawire.server.spi.TlsOptions;
import dev.deltawire.tck.SelfSigned;
import dev.deltawire.tck.TestTls;
import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsTest {

  private static final TestTls TLS = TestTls.of(SelfSigned.create());
  private static final String REQUEST = "GET /a HTTP/1.1\r\nHost: localhost\r\n\r\n";
  private static final String ANSWER = "HTTP/1.1 200 ";

  private Site site;

  private Site.Plan plan() {
    return plan(TLS);
  }

  private static Site.Plan plan(TestTls tls) {
    Site.Plan plan = Site.plan();
    plan.tls = Optional.of(new TlsOptions(tls::serverEngine, task -> new Thread(task).start()));
    return plan;
  }

  private TlsPeer peer(String... protocols) throws IOException {
    return new TlsPeer(site.address, TLS.clientEngine(protocols));
  }

  @AfterEach
  void noDefects() {
    site.close();
    assertEquals("[]", site.defects.toString());
  }

  private void assertServes() throws IOException {
    try (TlsPeer peer = peer().handshake()) {
      assertEquals(ANSWER, peer.say(REQUEST).read(ANSWER.length()));
    }
  }

  /** The server ends a connection, by whatever last records. */
  private static void assertEnds(TlsPeer peer) throws IOException {
    try {
      assertTrue(peer.socket.getInputStream().readAllBytes().length < 20_000);
    } catch (SocketException e) { // a reset, an end as well
      assertFalse(e.getMessage().isEmpty());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void recordsMayBeSplitAtEveryByte(String protocol) throws Exception {
    site = plan().start();
    for (int segment : new int[] {1, 2, 3, 5, 7, 100}) {
      try (TlsPeer peer = peer(protocol).segments(segment).handshake()) {
        assertEquals(protocol, peer.engine.getSession().getProtocol());
        assertEquals(ANSWER, peer.say(REQUEST).read(ANSWER.length()));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void manyRecordsMayComeInOneSegment(String protocol) throws Exception {
    site = plan().start();
    try (TlsPeer peer = peer(protocol).handshake()) {
      byte[] first = peer.record(REQUEST);
      byte[] second = peer.record(REQUEST.replace("/a", "/bc"));
      byte[] both = new byte[first.length + second.length];
      System.arraycopy(first, 0, both, 0, first.length);
      System.arraycopy(second, 0, both, first.length, second.length);
      peer.raw(both);
      StringBuilder answers = new StringBuilder();
      while (answers.indexOf("GET/bc") < 0) {
        answers.append(peer.read(1));
      }
      assertTrue(answers.indexOf("GET/a") < answers.indexOf("GET/bc"));
    }
  }

  @Test
  void aLargeAnswerComesWholeToAPeerThatReadsLate() throws Exception {
    String body = "0123456789abcdef".repeat(1 << 18);
    site = plan().fallback(request -> HttpResponse.text(200, body)).start();
    try (TlsPeer peer = peer().handshake()) {
      String answer = peer.say(REQUEST).read(1000) + peer.read(body.length() - 1000);
      int head = answer.indexOf("\r\n\r\n") + 4;
      String whole = answer + peer.read(head);
      assertEquals(body, whole.substring(head));
    }
  }

  @Test
  void plainHttpIsAnsweredInPlainTextAndNotKept() throws Exception {
    Site.Plan plan = plan();
    plan.loops = 1;
    site = plan.start();
    try (Wire wire = new Wire(site.address).say(REQUEST)) {
      String answer = wire.rest();
      assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
      assertTrue(answer.endsWith("this port speaks HTTPS"), answer);
      assertServes();
      long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
      while (plan.memory.heldBytes() > 0 && System.nanoTime() - end < 0) {
        Thread.onSpinWait(); // the answer may be here before its request is forgotten
      }
      assertEquals(0, plan.memory.heldBytes());
    }
  }

  @Test
  void aHandshakeIsCountedUntilItIsOver() throws Exception {
    Site.Plan plan = plan();
    plan.loops = 1;
    site = plan.start();
    try (TlsPeer silent = peer()) {
      silent.raw(HexFormat.of().parseHex("16030340ff"));
      assertServes();
      assertTrue(plan.memory.heldBytes() > 1 << 14, "held: " + plan.memory.heldBytes());
      try (TlsPeer ready = peer().handshake()) {
        assertEquals(ANSWER, ready.say(REQUEST).read(ANSWER.length()));
        assertTrue(plan.memory.heldBytes() < 1 << 15, "held: " + plan.memory.heldBytes());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1603030005aabbccddee", "16030340ff", "80", "00", "ffffffffffffffff"})
  void garbageIsTheEndOfOneConnection(String hex) throws Exception {
    site = plan().headTimeout(Duration.ofMillis(300)).start();
    try (TlsPeer peer = peer()) {
      peer.raw(HexFormat.of().parseHex(hex));
      assertEnds(peer);
    }
    assertServes();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 50})
  void aHandshakeThatStopsIsCutOffInTime(int sent) throws Exception {
    site = plan().headTimeout(Duration.ofMillis(200)).start();
    try (TlsPeer peer = peer()) {
      peer.hello(sent);
      assertEquals(-1, peer.socket.getInputStream().read());
    }
    assertServes();
  }

  @Test
  void aSlowHandshakeTaskHoldsUpNobody() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    AtomicReference<Runnable> held = new AtomicReference<>();
    Site.Plan plan = plan();
    plan.loops = 1;
    plan.tls =
        Optional.of(
            new TlsOptions(
                TLS::serverEngine,
                task -> {
                  if (held.compareAndSet(null, task)) {
                    go.countDown();
                  } else {
                    new Thread(task).start();
                  }
                }));
    site = plan.start();
    try (TlsPeer slow = peer()) {
      slow.hello(Integer.MAX_VALUE);
      assertTrue(go.await(5, TimeUnit.SECONDS));
      assertServes();
      held.get().run();
      slow.finish();
      assertEquals(ANSWER, slow.say(REQUEST).read(ANSWER.length()));
    }
  }

  @Test
  void whoSpeaksNoHttp11IsRefusedByAlert() throws Exception {
    site = plan().start();
    SSLEngine engine = TLS.clientEngine();
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {"h2"});
    engine.setSSLParameters(parameters);
    try (TlsPeer peer = new TlsPeer(site.address, engine)) {
      SSLException refused = assertThrows(SSLException.class, peer::handshake);
      assertTrue(refused.getMessage().contains("no_application_protocol"), refused::toString);
    }
    parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
    SSLEngine second = TLS.clientEngine();
    second.setSSLParameters(parameters);
    try (TlsPeer peer = new TlsPeer(site.address, second).handshake()) {
      assertEquals("http/1.1", peer.engine.getApplicationProtocol());
    }
  }

  @Test
  void renegotiationIsRefused() throws Exception {
    site = plan().start();
    try (TlsPeer peer = peer("TLSv1.2").handshake()) {
      assertEquals(ANSWER, peer.say(REQUEST).read(ANSWER.length()));
      peer.control();
      assertEnds(peer);
    }
    assertServes();
  }

  @Test
  void aNewKeyIsTakenAndAFloodOfThemIsNot() throws Exception {
    site = plan().start();
    try (TlsPeer peer = peer("TLSv1.3").handshake()) {
      assertEquals(ANSWER, peer.control().say(REQUEST).read(ANSWER.length()));
      for (int i = 0; i < 100; i++) {
        peer.control();
      }
      assertEnds(peer);
    } catch (SocketException e) { // the server was quicker
      assertFalse(e.getMessage().isEmpty());
    }
    assertServes();
  }

  @Test
  void textBetweenNewKeysMakesAFloodOfThemNoBetter() throws Exception {
    site = plan().start();
    try (TlsPeer peer = peer("TLSv1.3").handshake().say("GET /a HTTP/1.1\r\nX: ")) {
      for (int i = 0; i < 100; i++) {
        peer.control().say("x");
      }
      assertEnds(peer);
    } catch (SocketException e) { // the server was quicker
      assertFalse(e.getMessage().isEmpty());
    }
    assertServes();
  }

  @Test
  void recordsOfAByteHoldUpNobody() throws Exception {
    Trickle trickle = new Trickle();
    Site.Plan plan =
        Site.plan()
            .listener(
                channel -> {
                  trickle.loop = channel.loop();
                  return new Echo(channel);
                });
    plan.tls = Optional.of(new TlsOptions(() -> trickle, Runnable::run));
    site = plan.start();
    try (Wire wire = new Wire(site.address)) {
      wire.say(new byte[] {ClearEngine.HELLO}).say(Wire.HANDSHAKE).head();
      String text = "x".repeat(4000);
      assertEquals("81 " + text, wire.text(text).frame());
      int records = trickle.beforeOthers.get(5, TimeUnit.SECONDS);
      assertTrue(records < 1000, () -> "others waited for " + records);
    }
  }

  /** An engine with a byte a record, and how many of them come before somebody else's turn. */
  private static final class Trickle extends ClearEngine {
    final CompletableFuture<Integer> beforeOthers = new CompletableFuture<>();
    EventLoop loop;
    private int records;

    @Override
    public SSLEngineResult unwrap(ByteBuffer source, ByteBuffer text) {
      if (loop != null && ++records == 1) {
        loop.execute(() -> beforeOthers.complete(records));
      }
      int limit = source.limit();
      source.limit(source.position() + 1);
      try {
        return super.unwrap(source, text);
      } finally {
        source.limit(limit);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void theEndIsAnnouncedByCloseNotify(String protocol) throws Exception {
    site = plan().start();
    try (TlsPeer peer = peer(protocol).handshake()) {
      peer.say(REQUEST.replace("Host:", "Connection: close\r\nHost:"));
      assertTrue(peer.endsInOrder());
    }
  }

  @Test
  void whatIsCutOffWithoutCloseNotifyIsADisconnection() throws Exception {
    AtomicReference<Echo> echo = new AtomicReference<>();
    site =
        plan()
            .listener(
                channel -> {
                  echo.set(new Echo(channel));
                  return echo.get();
                })
            .start();
    try (TlsPeer peer = peer().handshake()) {
      peer.say(Wire.HANDSHAKE).read(12);
      peer.socket.shutdownOutput();
      assertTrue(echo.get().disconnected.await(5, TimeUnit.SECONDS));
    }
  }

  @Test
  void aClientThatDoesNotTrustTheCertificateHurtsNobody() throws Exception {
    TestTls expired = TestTls.of(SelfSigned.create("EC", Instant.now().minusSeconds(60)));
    site = plan(expired).start();
    for (String protocol : new String[] {"TLSv1.2", "TLSv1.3"}) {
      try (TlsPeer peer = peer(protocol)) {
        assertThrows(SSLException.class, peer::handshake);
      }
    }
    try (TlsPeer peer = new TlsPeer(site.address, expired.clientEngine()).handshake()) {
      assertEquals(ANSWER, peer.say(REQUEST).read(ANSWER.length()));
    }
  }
}

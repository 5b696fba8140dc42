package dev.deltawire.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.server.spi.HttpRequest;
import dev.deltawire.server.spi.HttpResponse;
import dev.deltawire.server.spi.UpgradeResponder;
import dev.deltawire.tck.Rig.Link;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * T-06, T-07 and T-10 to T-19: the question to the core and what its verdict makes of the
 * connection.
 */
abstract class HandshakeRules extends StartRules {

  private static final String FRAME = "81 85 37fa213d 7f9f4d5158";

  @Test
  void t06_theListenerIsMadeBeforeThePeerSeesThatItIsUpgraded() throws Exception {
    AtomicBoolean made = new AtomicBoolean();
    try (Rig rig = rig();
        RawPeer peer = rig.dial()) {
      rig.upgrades(
          (request, responder) ->
              rig.accept(
                  responder,
                  core -> {
                    LockSupport.parkNanos(Rig.QUIET.toNanos());
                    made.set(true);
                  }));
      assertEquals(101, peer.upgrade("/").status());
      assertTrue(made.get());
    }
  }

  @Test
  void t07_whatIsFlushedWhileTheListenerIsMadeFollowsTheAnswer() throws Exception {
    byte[] hello = WireFrame.unmasked(WireFrame.TEXT, new byte[] {'h', 'i'});
    try (Rig rig = rig()) {
      rig.upgrades((request, responder) -> rig.accept(responder, core -> core.enqueue(hello)));
      for (int i = 0; i < 20; i++) {
        try (RawPeer peer = rig.dial()) {
          assertEquals(101, peer.upgrade("/").status());
          assertEquals("hi", peer.text());
        }
      }
    }
  }

  @Test
  void t10_anAcceptedUpgradeIsAnswered101() throws Exception {
    try (Rig rig = rig();
        RawPeer peer = rig.dial()) {
      WireResponse response = peer.upgrade("/", "Sec-WebSocket-Protocol: a, b");
      assertEquals(101, response.status());
      assertEquals(List.of(RawPeer.SAMPLE_ACCEPT), response.header("Sec-WebSocket-Accept"));
      assertEquals(1, response.header("Upgrade").size());
      assertTrue("websocket".equalsIgnoreCase(response.header("Upgrade").get(0)));
      assertTrue("upgrade".equalsIgnoreCase(response.header("Connection").get(0)));
      assertEquals(List.of(), response.header("Sec-WebSocket-Protocol"), "none was chosen");
      assertEquals(List.of(), response.header("Sec-WebSocket-Extensions"), "none was offered");
      assertServes(new Link(peer, rig.accepted()));
    }
  }

  @Test
  void t11_theChosenSubprotocolIsNamed() throws Exception {
    try (Rig rig = rig();
        RawPeer peer = rig.dial()) {
      rig.upgrades((request, responder) -> rig.accept(responder, Optional.of("b")));
      WireResponse response = peer.upgrade("/", "Sec-WebSocket-Protocol: a, b");
      assertEquals(101, response.status());
      assertEquals(List.of("b"), response.header("Sec-WebSocket-Protocol"));
    }
  }

  @Test
  void t12_theVerdictMayComeLaterFromAnotherThread() throws Exception {
    Pending pending = new Pending();
    try (Rig rig = rig();
        Link other = rig.connect()) {
      rig.upgrades(pending::add);
      try (RawPeer peer = rig.dial()) {
        peer.send(RawPeer.upgradeHead("/"));
        UpgradeResponder responder = pending.next().responder();
        assertServes(other);
        assertFalse(peer.ends(Rig.QUIET), "no answer without a verdict");
        rig.accept(responder, Optional.empty());
        assertEquals(101, peer.response().status());
        assertServes(new Link(peer, rig.accepted()));
      }
    }
  }

  @Test
  void t13_theRequestIsHandedOverAsItWasSent() throws Exception {
    Pending pending = new Pending();
    try (Rig rig = rig().upgrades(pending::add);
        RawPeer peer = rig.dial()) {
      peer.send(
          RawPeer.upgradeHead("/a%20b/C?x=%41&y=+", "X-Twice: one", "x-twice:  two ", "X-None:"));
      HttpRequest request = pending.next().request();
      assertEquals("GET", request.method());
      assertEquals("/a%20b/C", request.path());
      assertEquals(Optional.of("x=%41&y=+"), request.query());
      assertEquals(List.of("one", "two"), request.headers().get("x-twice"));
      assertEquals(List.of(""), request.headers().get("x-none"));
      assertEquals(List.of("localhost"), request.headers().get("host"));
      assertEquals(peer.localAddress(), request.remoteAddress());
      assertArrayEquals(new byte[0], request.body());
    }
  }

  @ParameterizedTest(name = "{displayName} [{0}]")
  @ValueSource(ints = {400, 401, 403, 404, 426, 429, 500, 503})
  void t14_aRefusalIsWrittenAsTheCoreSaysAndEndsTheConnection(int status) throws Exception {
    String body = "{\"error\":\"nö " + status + "\"}";
    HttpResponse refusal =
        HttpResponse.json(status, body)
            .withHeader("X-Why", "because")
            .withHeader("Upgrade", "websocket");
    try (Rig rig = rig().upgrades((request, responder) -> responder.refuse(refusal));
        RawPeer peer = rig.dial()) {
      WireResponse response = peer.upgrade("/");
      assertEquals(status, response.status());
      assertEquals(body, response.text());
      assertEquals(List.of("application/json"), response.header("Content-Type"));
      assertEquals(List.of("because"), response.header("X-Why"));
      assertEquals(List.of("websocket"), response.header("Upgrade"));
      int length = body.getBytes(StandardCharsets.UTF_8).length;
      assertEquals(List.of(Integer.toString(length)), response.header("Content-Length"));
      assertTrue(peer.ends(), "the connection ends with the refusal");
      assertFalse(rig.acceptsSoon());
    }
  }

  @Test
  void t15_aRefusalMayComeLaterFromAnotherThread() throws Exception {
    Pending pending = new Pending();
    try (Rig rig = rig().upgrades(pending::add);
        RawPeer peer = rig.dial()) {
      peer.send(RawPeer.upgradeHead("/"));
      pending.next().responder().refuse(HttpResponse.text(403, "no"));
      WireResponse response = peer.response();
      assertEquals("403 no", response.status() + " " + response.text());
      assertTrue(peer.ends());
    }
  }

  @Test
  void t16_aPeerThatHasGoneBeforeTheVerdictIsOnlyDisconnected() throws Exception {
    Pending pending = new Pending();
    try (Rig rig = rig()) {
      rig.upgrades(pending::add);
      RawPeer refused = rig.dial();
      RawPeer accepted = rig.dial();
      refused.send(RawPeer.upgradeHead("/"));
      UpgradeResponder first = pending.next().responder();
      accepted.send(RawPeer.upgradeHead("/"));
      UpgradeResponder second = pending.next().responder();
      refused.reset();
      accepted.reset();
      TimeUnit.MILLISECONDS.sleep(Rig.QUIET.toMillis());
      first.refuse(HttpResponse.text(403, "no"));
      rig.accept(second, Optional.empty());
      assertDisconnected(rig.accepted());
      assertFalse(rig.acceptsSoon());
    }
  }

  @Test
  void t17_bytesBehindTheHeadWaitForTheVerdict() throws Exception {
    Pending pending = new Pending();
    try (Rig rig = rig().upgrades(pending::add);
        RawPeer peer = rig.dial()) {
      byte[] head = RawPeer.upgradeHead("/").getBytes(StandardCharsets.ISO_8859_1);
      peer.send(join(head, RawPeer.hex(FRAME)));
      UpgradeResponder responder = pending.next().responder();
      assertFalse(rig.acceptsSoon());
      rig.accept(responder, Optional.empty());
      assertEquals(101, peer.response().status());
      assertText("Hello", rig.accepted());
    }
  }

  @Test
  void t18_whoeverAsksForAnUpgradeIsJudgedByTheCore() throws Exception {
    Pending pending = new Pending();
    try (Rig rig = rig().upgrades(pending::add)) {
      String rest = " / HTTP/1.1\r\nHost: h\r\nConnection: keep-alive, Upgrade\r\n";
      for (String head :
          List.of(
              "POST" + rest + "Upgrade: websocket\r\n\r\n",
              "GET" + rest + "Upgrade: WebSocket\r\nSec-WebSocket-Version: 8\r\n\r\n",
              "GET" + rest + "Upgrade: websocket\r\nSec-WebSocket-Key: short\r\n\r\n")) {
        try (RawPeer peer = rig.dial()) {
          peer.send(head);
          pending.next().responder().refuse(HttpResponse.text(400, "bad handshake"));
          assertEquals(400, peer.response().status());
        }
      }
    }
  }

  @Test
  void t19_aPendingVerdictAndAnOpenConnectionHaveNoHeadTimeout() throws Exception {
    Duration headTimeout = Duration.ofMillis(200);
    Pending pending = new Pending();
    try (Rig rig = rig(RigOptions.STANDARD.withHeadTimeout(headTimeout)).upgrades(pending::add);
        RawPeer peer = rig.dial()) {
      peer.send(RawPeer.upgradeHead("/"));
      UpgradeResponder responder = pending.next().responder();
      assertFalse(peer.ends(headTimeout.multipliedBy(2)));
      rig.accept(responder, Optional.empty());
      assertEquals(101, peer.response().status());
      CoreSide core = rig.accepted();
      assertFalse(peer.ends(headTimeout.multipliedBy(2)));
      assertServes(new Link(peer, core));
    }
  }

  /** Handshakes that wait for the test's verdict. */
  static final class Pending {

    record Question(HttpRequest request, UpgradeResponder responder) {}

    private final BlockingQueue<Question> questions = new LinkedBlockingQueue<>();

    void add(HttpRequest request, UpgradeResponder responder) {
      questions.add(new Question(request, responder));
    }

    Question next() throws InterruptedException {
      Question question = questions.poll(Patience.duration().toMillis(), TimeUnit.MILLISECONDS);
      if (question == null) {
        throw new AssertionError("the core was not asked in time");
      }
      return question;
    }
  }
}

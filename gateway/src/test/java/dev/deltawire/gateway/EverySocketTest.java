package dev.deltawire.gateway;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.tck.RawPeer;
import dev.deltawire.tck.WireFrame;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Sockets live and end alike in all dialects (PROTOCOLS 1.5). */
final class EverySocketTest {

  private static final int PING = 0x9;
  private static final int PONG = 0xA;
  private static SharedGateways gateways;

  @BeforeAll
  static void start() {
    gateways = new SharedGateways();
  }

  @AfterAll
  static void stop() throws Exception {
    gateways.close();
  }

  /** One socket of each dialect. */
  private static Map<SpokenDialect, Speaker> connectAll(GatewayServer gateway) throws Exception {
    Map<SpokenDialect, Speaker> speakers = new EnumMap<>(SpokenDialect.class);
    for (SpokenDialect dialect : SpokenDialect.values()) {
      speakers.put(dialect, Speaker.connect(dialect, gateway));
    }
    return speakers;
  }

  /** A gateway that pings soon. */
  private static GatewayServer impatient(String transport) throws Exception {
    List<String> settings = new ArrayList<>();
    settings.addAll(List.of(SpokenDialect.each(".pingInterval=200ms")));
    settings.addAll(List.of(SpokenDialect.each(".pongTimeout=500ms")));
    return GatewayServer.start(transport, SpokenDialect.settings(settings.toArray(String[]::new)));
  }

  private static WireFrame ping(RawPeer peer) throws IOException {
    WireFrame ping = peer.frame();
    assertEquals(PING, ping.opcode(), ping::text);
    return ping;
  }

  /** the messenger says why, the others drop the connection. */
  private static void assertGivenUp(SpokenDialect dialect, RawPeer peer) throws IOException {
    if (dialect == SpokenDialect.MESSENGER) {
      assertEquals("1001 Heartbeat timeout", Speaker.close(peer.frame()));
    }
    assertTrue(peer.ends(), "the connection ends");
  }

  @OnEveryTransport
  void x39_x40_x68_withoutTheMatchingPongTheConnectionEnds(String transport) throws Exception {
    try (GatewayServer gateway = impatient(transport)) {
      Map<SpokenDialect, Speaker> speakers = connectAll(gateway);
      for (SpokenDialect dialect : speakers.keySet()) {
        Speaker speaker = speakers.get(dialect);
        ping(speaker.peer());
        speaker.peer().sendPong(new byte[] {1, 2, 3});
        speaker.exchange(dialect.good);
      }
      for (SpokenDialect dialect : speakers.keySet()) {
        assertGivenUp(dialect, speakers.get(dialect).peer());
      }
    }
  }

  @OnEveryTransport
  void x69_anIdleSocketStaysWhileItAnswers(String transport) throws Exception {
    try (GatewayServer gateway = impatient(transport)) {
      Map<SpokenDialect, Speaker> speakers = connectAll(gateway);
      for (int i = 0; i < 5; i++) { // by then the first ping's deadline has passed
        for (Speaker speaker : speakers.values()) {
          speaker.peer().sendPong(ping(speaker.peer()).payload());
        }
      }
      for (SpokenDialect dialect : speakers.keySet()) {
        speakers.get(dialect).exchange(dialect.good);
      }
    }
  }

  @OnEveryDialect
  void x40_aClientsPingIsAnsweredAtOnce(SpokenDialect dialect, String transport) throws Exception {
    RawPeer peer = Speaker.connect(dialect, gateways.over(transport)).peer();
    peer.sendPing(new byte[] {4, 2});
    WireFrame pong = peer.frame();
    assertEquals(PONG, pong.opcode(), pong::text);
    assertArrayEquals(new byte[] {4, 2}, pong.payload());
  }

  @OnEveryDialect
  void x41_aCloseIsEchoed(SpokenDialect dialect, String transport) throws Exception {
    assertEquals(4321, answerToClose(dialect, transport, new byte[] {0x10, (byte) 0xE1}));
    assertEquals(1000, answerToClose(dialect, transport, new byte[0]));
    assertEquals(1002, answerToClose(dialect, transport, new byte[] {3, (byte) 0xED}));
    byte[] badReason = {3, (byte) 0xE8, (byte) 0xFF};
    assertEquals(1007, answerToClose(dialect, transport, badReason));
  }

  private static int answerToClose(SpokenDialect dialect, String transport, byte[] payload)
      throws Exception {
    RawPeer peer = Speaker.connect(dialect, gateways.over(transport)).peer();
    peer.sendFrame(0x88, payload);
    int code = peer.frame().closeCode();
    assertTrue(peer.ends(), "the connection ends");
    return code;
  }

  @OnEveryTransport
  void x42_aDrainingServerClosesAllAndTakesNobody(String transport) throws Exception {
    try (GatewayServer gateway = GatewayServer.start(transport, SpokenDialect.settings())) {
      Map<SpokenDialect, Speaker> speakers = connectAll(gateway);
      Map<SpokenDialect, RawPeer> late = new EnumMap<>(SpokenDialect.class);
      for (SpokenDialect dialect : SpokenDialect.values()) {
        late.put(dialect, gateway.peer());
      }
      CompletableFuture<Void> drained = CompletableFuture.runAsync(() -> drain(gateway));
      for (Speaker speaker : speakers.values()) {
        speaker.expectClose(1001, "server shutting down");
      }
      for (SpokenDialect dialect : late.keySet()) {
        RawPeer peer = late.get(dialect);
        assertEquals(503, peer.upgrade(dialect.mount + dialect.upgrade.query()).status());
        peer.close();
      }
      assertFalse(drained.isDone(), "it waits for the echoes");
      for (Speaker speaker : speakers.values()) {
        speaker.peer().sendClose(1001, "");
      }
      drained.get(5, TimeUnit.SECONDS);
    }
  }

  private static void drain(GatewayServer gateway) {
    try {
      gateway.gateway().drain();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}

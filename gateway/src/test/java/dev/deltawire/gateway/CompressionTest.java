package dev.deltawire.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.gateway.SpokenDialect.Ticket;
import dev.deltawire.tck.RawPeer;
import dev.deltawire.tck.WireFrame;
import dev.deltawire.tck.WireResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import java.util.zip.InflaterOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** permessage-deflate from outside: who agrees to it, and what is then compressed. */
final class CompressionTest {

  private static final String OFFER =
      "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits";
  private static final String SHARED = "permessage-deflate; server_no_context_takeover";
  private static final int PLAIN = 0x81;
  private static final int DEFLATED = 0xC1;

  /** Has the engine say something as one token (PROTOCOLS 1.9). */
  private static final String SAY =
      """
      {"type":"chat.message","payload":{"content":"#!script [{\\"say\\":\\"%s\\"}]"}}""";

  /** No frame of theirs has a key or a token. */
  private static final Set<SpokenDialect> COMPRESSING =
      EnumSet.of(SpokenDialect.AGENT, SpokenDialect.HOME);

  private static SharedGateways gateways;

  @BeforeAll
  static void start() {
    gateways = new SharedGateways();
  }

  @AfterAll
  static void stop() throws Exception {
    gateways.close();
  }

  @OnEveryDialect
  void x12_compressionIsForDialectsWhoseFramesHaveNoSecret(SpokenDialect dialect, String transport)
      throws Exception {
    GatewayServer gateway = gateways.over(transport);
    List<String> expected =
        COMPRESSING.contains(dialect)
            ? List.of(SHARED + "; client_no_context_takeover")
            : List.of();
    WireResponse response = upgrade(gateway.peer(), dialect.ticket(gateway));
    assertEquals(101, response.status());
    assertEquals(expected, response.header("sec-websocket-extensions"));
  }

  @OnEveryTransport
  void x12_compressionCanBeConfigured(String transport) throws Exception {
    String[] off = SpokenDialect.settings("ws.compression=false");
    try (GatewayServer gateway = GatewayServer.start(transport, off)) {
      WireResponse response = upgrade(gateway.peer(), SpokenDialect.HOME.ticket(gateway));
      assertEquals(List.of(), response.header("sec-websocket-extensions"));
    }
    String[] takeover = SpokenDialect.settings("ws.compressionClientTakeover=true");
    try (GatewayServer gateway = GatewayServer.start(transport, takeover)) {
      WireResponse response = upgrade(gateway.peer(), SpokenDialect.HOME.ticket(gateway));
      assertEquals(List.of(SHARED), response.header("sec-websocket-extensions"));
    }
  }

  @OnEveryTransport
  void x12_x46_longMessagesAreCompressedAndNothingIsLost(String transport) throws Exception {
    GatewayServer gateway = gateways.over(transport);
    try (RawPeer peer = gateway.peer()) {
      upgrade(peer, SpokenDialect.HOME.ticket(gateway));
      String spoken = "naïve 漢字 😀 ".repeat(200);
      peer.sendFrame(DEFLATED, deflated(SAY.formatted(spoken)));
      List<WireFrame> frames = new ArrayList<>();
      StringBuilder text = new StringBuilder();
      String message = "";
      while (!message.contains("chat.done")) {
        WireFrame frame = peer.frame();
        frames.add(frame);
        message = frame.firstByte() == DEFLATED ? inflated(frame.payload()) : frame.text();
        text.append(message);
      }
      assertTrue(text.toString().contains("漢字"), text::toString);
      for (WireFrame frame : frames) {
        boolean compressed = frame.firstByte() == DEFLATED;
        assertTrue(compressed || frame.firstByte() == PLAIN, frame::toString);
        assertTrue(compressed || frame.payload().length < 1024, "long and plain");
      }
      assertTrue(
          frames.stream().anyMatch(f -> f.firstByte() == DEFLATED), "nothing was compressed");
    }
  }

  private static WireResponse upgrade(RawPeer peer, Ticket ticket) throws IOException {
    List<String> headers = new ArrayList<>(ticket.headers());
    headers.add(OFFER);
    return peer.upgrade(ticket.target(), headers.toArray(String[]::new));
  }

  private static byte[] deflated(String message) {
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    byte[] plain = message.getBytes(StandardCharsets.UTF_8);
    byte[] room = new byte[plain.length + 64];
    deflater.setInput(plain);
    int count = deflater.deflate(room, 0, room.length, Deflater.SYNC_FLUSH);
    deflater.end();
    return Arrays.copyOf(room, count - 4); // RFC 7692 §7.2.1
  }

  private static String inflated(byte[] payload) throws IOException {
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    Inflater inflater = new Inflater(true);
    try (InflaterOutputStream out = new InflaterOutputStream(plain, inflater)) {
      out.write(payload);
      out.write(new byte[] {0, 0, (byte) 0xFF, (byte) 0xFF}); // §7.2.2
      out.flush();
    } finally {
      inflater.end();
    }
    return plain.toString(StandardCharsets.UTF_8);
  }
}

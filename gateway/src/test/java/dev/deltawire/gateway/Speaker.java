package dev.deltawire.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.gateway.SpokenDialect.Exchange;
import dev.deltawire.gateway.SpokenDialect.Ticket;
import dev.deltawire.gateway.outside.Json;
import dev.deltawire.tck.RawPeer;
import dev.deltawire.tck.WireFrame;
import java.io.IOException;

/** A socket of some dialect, admitted and greeted. */
final class Speaker {

  private static final int CLOSE = 0x8;

  private final SpokenDialect dialect;
  private final RawPeer peer;

  private Speaker(SpokenDialect dialect, RawPeer peer) {
    this.dialect = dialect;
    this.peer = peer;
  }

  static Speaker connect(SpokenDialect dialect, GatewayServer gateway) throws Exception {
    return connect(dialect, gateway, dialect.ticket(gateway));
  }

  static Speaker connect(SpokenDialect dialect, GatewayServer gateway, Ticket ticket)
      throws IOException {
    RawPeer peer = gateway.open(ticket.target(), ticket.headers().toArray(String[]::new));
    if (!dialect.words.greeting().isEmpty()) {
      assertEquals(dialect.words.greeting(), Json.of(peer.text()).text(dialect.words.type()));
    }
    return new Speaker(dialect, peer);
  }

  RawPeer peer() {
    return peer;
  }

  void send(String message) throws IOException {
    peer.sendText(message);
  }

  /** Sends it and reads the answer, which begins so. */
  String exchange(String message, String answer) throws IOException {
    send(message);
    String text = peer.text();
    assertTrue(text.startsWith(answer), () -> "to " + message + ": " + text);
    return text;
  }

  String exchange(Exchange exchange) throws IOException {
    return exchange(exchange.frame(), exchange.answer());
  }

  /** What is malformed is answered by the dialect's error, and the socket goes on. */
  void assertMalformed(String message) throws IOException {
    exchange(message, dialect.words.malformed());
    exchange(dialect.good);
  }

  /** What was sent is taken for a good frame. */
  void assertGood(String message) throws IOException {
    exchange(message, dialect.good.answer());
  }

  void expectClose(int code, String reason) throws IOException {
    assertEquals(code + " " + reason, close(peer.frame()));
  }

  /** Code and reason of what has to be a close frame. */
  static String close(WireFrame frame) {
    assertEquals(CLOSE, frame.opcode(), frame::text);
    return frame.closeCode() + " " + frame.closeReason();
  }
}

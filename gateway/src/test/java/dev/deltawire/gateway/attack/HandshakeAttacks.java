package dev.deltawire.gateway.attack;

import static dev.deltawire.gateway.attack.Bytes.latin1;
import static dev.deltawire.gateway.attack.Bytes.singly;

import dev.deltawire.tck.RawPeer;
import java.util.List;

/** Heads that drip, swell, lie, or ask again and again. */
final class HandshakeAttacks {

  private static final String TARGET = "/ws?token=" + Target.homeToken("foe");

  private HandshakeAttacks() {}

  static List<Attack> all() {
    return List.of(
        handshake("heads at a byte a time")
            .sends(prepared -> singly(latin1(head())))
            .everyMillis(500)
            .sockets(100, 1000)
            .lasts(1, 13)
            .meets("open|408"),
        handshake("heads that never end")
            .sends(latin1("GET /ws HTTP/1.1\r\nHost: h\r\n" + header(15_000)))
            .sockets(200, 6000)
            .lasts(1, 13)
            .meets("open|408|503|reset|end|unconnected"),
        handshake("a header of 20 KB").sends(head(header(20_000))).meets("431|reset"),
        handshake("2,000 headers").sends(head("X: 1\r\n".repeat(2_000))).meets("431|reset"),
        handshake("two keys")
            .sends(head("Sec-WebSocket-Key: " + RawPeer.SAMPLE_KEY + "\r\n"))
            .meets("400"),
        handshake("an upgrade with a length")
            .sends(head("Content-Length: 5\r\n") + "hello")
            .meets("400"),
        handshake("an upgrade with chunks")
            .sends(head("Transfer-Encoding: chunked\r\n") + "5\r\nhello\r\n0\r\n\r\n")
            .meets("400"),
        handshake("bare line feeds").sends(head().replace("\r\n", "\n")).meets("400"),
        handshake("no host").sends(head().replace("Host: localhost\r\n", "")).meets("400"),
        handshake("upgrades with bad tokens")
            .sends(RawPeer.upgradeHead("/ws?token=x.y.z"))
            .sockets(20, 200)
            .storms()
            .meets("401|open"),
        handshake("connections that say nothing")
            .sockets(500, 11_000)
            .lasts(1, 15)
            .meets("open|408|503|reset|end|unconnected"));
  }

  private static Attack handshake(String name) {
    return Attack.handshake(name);
  }

  private static String head() {
    return RawPeer.upgradeHead(TARGET);
  }

  private static String head(String lines) {
    return head().replace("Upgrade: websocket\r\n", "Upgrade: websocket\r\n" + lines);
  }

  private static String header(int bytes) {
    return "X: " + "x".repeat(bytes) + "\r\n";
  }
}

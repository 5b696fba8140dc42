package dev.deltawire.gateway.attack;

import static dev.deltawire.gateway.attack.Bytes.latin1;
import static dev.deltawire.gateway.attack.Bytes.singly;

import dev.deltawire.tck.RawPeer;
import java.nio.ByteBuffer;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/** Handshakes of TLS that drip, stop, lie, or come in floods. */
final class TlsAttacks {

  private static final byte[] HELLO = clientHello();
  private static final String CLOSED = "end|reset";

  private TlsAttacks() {}

  static List<Attack> all() {
    return List.of(
        Attack.http("a TLS handshake at a byte a time")
            .sends(prepared -> singly(HELLO))
            .everyMillis(500)
            .sockets(100, 1000)
            .lasts(1, 13)
            .meets("open|" + CLOSED),
        Attack.http("TLS handshakes that stop after the first flight")
            .sends(HELLO)
            .sockets(100, 2000)
            .lasts(1, 13)
            .meets("open|" + CLOSED),
        Attack.http("a flood of TLS handshakes, each reset")
            .sends(HELLO)
            .storms()
            .resets()
            .meets("done|open|" + CLOSED),
        Attack.http("a request without TLS")
            .sends("GET /health HTTP/1.1\r\nHost: h\r\n\r\n")
            .meets("400|" + CLOSED),
        Attack.http("a TLS record of no kind")
            .sends(RawPeer.hex("16 03 01 ff ff 00"))
            .meets(CLOSED),
        Attack.http("a TLS handshake of garbage")
            .sends(RawPeer.hex("16 03 01 00 06"), latin1("garbage"))
            .meets(CLOSED));
  }

  /** What a client says first. */
  private static byte[] clientHello() {
    try {
      SSLEngine engine = SSLContext.getDefault().createSSLEngine("localhost", 443);
      engine.setUseClientMode(true);
      ByteBuffer record = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
      engine.wrap(ByteBuffer.allocate(0), record);
      return Arrays.copyOf(record.array(), record.position());
    } catch (NoSuchAlgorithmException | SSLException e) {
      throw new AssertionError("every JDK can do this", e);
    }
  }
}

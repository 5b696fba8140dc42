package dev.deltawire.transport.javawebsocket;

import java.nio.ByteBuffer;
import java.util.List;
import org.java_websocket.drafts.Draft;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.enums.HandshakeState;
import org.java_websocket.framing.Framedata;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.handshake.HandshakeBuilder;
import org.java_websocket.handshake.HandshakeImpl1Client;
import org.java_websocket.handshake.Handshakedata;
import org.java_websocket.handshake.ServerHandshakeBuilder;

/**
 * RFC 6455 as the library calls it: a formality. Any byte is a whole handshake, because the peer
 * has read the head; what follows is not the library's.
 *
 * <p>All connections share one, which remembers nothing of them. Thread: any.
 */
final class FormalDraft extends Draft_6455 {

  /** This instance: there is nothing in it that is one connection's. */
  @Override
  public Draft copyInstance() {
    return this;
  }

  @Override
  public Handshakedata translateHandshake(ByteBuffer sign) {
    return new HandshakeImpl1Client();
  }

  @Override
  public HandshakeState acceptHandshakeAsServer(ClientHandshake handshake) {
    return HandshakeState.MATCHED; // what of it is acceptable, the core says
  }

  @Override
  public HandshakeBuilder postProcessHandshakeResponseAsServer(
      ClientHandshake handshake, ServerHandshakeBuilder response) {
    return response;
  }

  /** Nothing: the peer writes the head when the core has accepted. */
  @Override
  public List<ByteBuffer> createHandshake(Handshakedata handshake) {
    return List.of();
  }

  @Override
  public void reset() {
    // there is nothing to forget
  }

  @Override
  public List<Framedata> translateFrame(ByteBuffer bytes) {
    return List.of();
  }
}

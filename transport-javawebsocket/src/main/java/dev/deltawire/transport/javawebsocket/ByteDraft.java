package dev.deltawire.transport.javawebsocket;

import dev.deltawire.server.internal.rfc6455.RequestHead;
import dev.deltawire.server.internal.rfc6455.RequestHeadParser;
import dev.deltawire.server.internal.rfc6455.RequestHeadParser.Progress;
import dev.deltawire.server.spi.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import org.java_websocket.drafts.Draft;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.enums.HandshakeState;
import org.java_websocket.exceptions.IncompleteHandshakeException;
import org.java_websocket.exceptions.InvalidHandshakeException;
import org.java_websocket.framing.Framedata;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.handshake.HandshakeBuilder;
import org.java_websocket.handshake.HandshakeImpl1Client;
import org.java_websocket.handshake.Handshakedata;
import org.java_websocket.handshake.ServerHandshakeBuilder;

/**
 * One connection's RFC 6455 as the library calls it: heads go to the strict parser, as bytes, and
 * the library sees no frames.
 *
 * <p>To the library a handshake is over with its head. That the answer waits for the core's
 * verdict, it needn't know: what the peer sends behind its head is the loop's.
 */
final class ByteDraft extends Draft_6455 {

  private static final int SMALL_HEAD_BYTES = 512;

  private final RequestHeadParser parser;
  private Peer peer;
  private ByteBuffer behind;
  private int parsed;

  ByteDraft(int maxHeadBytes) {
    parser = new RequestHeadParser(maxHeadBytes);
  }

  /** Says whose draft it is, before anything is read. */
  void belongTo(Peer owner) {
    peer = owner;
  }

  /**
   * This instance: drafts are kept per connection already, and half a head is not to be forgotten.
   */
  @Override
  public Draft copyInstance() {
    return this;
  }

  /**
   * Parses what is new of the bytes so far.
   *
   * <p>The library offers an incomplete head again and again from its beginning.
   */
  @Override
  public Handshakedata translateHandshake(ByteBuffer soFar) throws InvalidHandshakeException {
    int from = soFar.position();
    soFar.position(from + parsed);
    Progress progress = parser.parse(soFar);
    parsed = soFar.position() - from;
    if (peer.holdsHead(parser.memoryBytes()) && isUpgrade(progress)) {
      behind = ByteBuffer.allocate(soFar.remaining()).put(soFar).flip();
      return new HandshakeImpl1Client();
    }
    throw new IncompleteHandshakeException(Math.max(SMALL_HEAD_BYTES, soFar.limit()));
  }

  /** Whether an upgrade is asked for; a head that does not is refused. */
  private boolean isUpgrade(Progress progress) {
    if (progress == Progress.REFUSED) {
      peer.refused(parser.error().response());
    } else if (progress == Progress.COMPLETE && !parser.head().websocket()) {
      peer.refused(upgradeRequired());
    } else {
      return progress == Progress.COMPLETE;
    }
    return false;
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

  /** To the library the handshake is done. */
  void opened() {
    RequestHead head = parser.head();
    parser.reset(); // the library keeps its drafts
    peer.asked(head, behind);
  }

  /** Nothing: what is behind the head is not the library's. */
  @Override
  public List<Framedata> translateFrame(ByteBuffer bytes) {
    return List.of();
  }

  private static HttpResponse upgradeRequired() {
    return HttpResponse.text(426, "this port serves WebSocket only")
        .withHeader("Upgrade", "websocket");
  }
}

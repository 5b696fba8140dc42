package dev.deltawire.transport.javawebsocket;

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
 * One connection's RFC 6455 as the library calls it: heads go to the strict parser, frames to the
 * core's reader, both as bytes.
 *
 * <p>To the library a handshake is over with its head. That the answer waits for the core's
 * verdict, it needn't know: until then nobody writes, and what the peer sends waits with the {@link
 * GuardChannel}.
 */
final class ByteDraft extends Draft_6455 {

  private static final int SMALL_HEAD_BYTES = 512;

  private final RequestHeadParser parser;
  private Peer peer;
  private GuardChannel channel;
  private int parsed;

  ByteDraft(int maxHeadBytes) {
    parser = new RequestHeadParser(maxHeadBytes);
  }

  /** Says whose draft it is. Thread: the library's, before anything is read. */
  void belongTo(Peer owner, GuardChannel itsChannel) {
    peer = owner;
    channel = itsChannel;
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
    int read = soFar.position() - from - parsed;
    parsed += read;
    channel.consumed(read);
    channel.endTurn();
    peer.holdsHead(parser.memoryBytes());
    if (progress == Progress.REFUSED) {
      peer.unacceptable(parser.error().response());
    } else if (progress == Progress.COMPLETE && parser.head().websocket()) {
      return new HandshakeImpl1Client();
    } else if (progress == Progress.COMPLETE) {
      peer.unacceptable(upgradeRequired());
    }
    throw new IncompleteHandshakeException(Math.max(SMALL_HEAD_BYTES, soFar.limit()));
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
    peer.asked(parser.head());
    return List.of();
  }

  /** Hands on the bytes; there are no frames for the library to process. */
  @Override
  public List<Framedata> translateFrame(ByteBuffer bytes) {
    ByteBuffer copy = ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
    channel.keep(copy);
    return List.of();
  }

  private static HttpResponse upgradeRequired() {
    return HttpResponse.text(426, "this port serves WebSocket only")
        .withHeader("Upgrade", "websocket");
  }
}

package dev.deltawire.transport.jdk;

import dev.deltawire.server.internal.rfc6455.RequestHead;
import dev.deltawire.server.spi.HttpResponse;
import dev.deltawire.server.spi.UpgradeResponder;
import dev.deltawire.server.spi.WebSocketChannel;
import dev.deltawire.server.spi.WebSocketListener;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** Carries the core's verdict on one handshake from any thread to the connection's loop. */
final class Verdict implements UpgradeResponder {

  private final TcpConnection connection;
  private final HttpSession session;
  private final String key;
  private final AtomicBoolean given = new AtomicBoolean();

  Verdict(TcpConnection connection, HttpSession session, RequestHead head) {
    this.connection = connection;
    this.session = session;
    this.key = String.join("", head.headers().getOrDefault("sec-websocket-key", List.of()));
  }

  @Override
  public void accept(
      Optional<String> subprotocol,
      int maxMessageBytes,
      Function<WebSocketChannel, WebSocketListener> listener) {
    byte[] answer = ResponseHead.switchingProtocols(key, subprotocol);
    giveOnce(() -> accepted(ByteBuffer.wrap(answer), maxMessageBytes, listener));
  }

  @Override
  public void refuse(HttpResponse response) {
    giveOnce(() -> session.refuse(response));
  }

  private void giveOnce(Runnable verdict) {
    if (!given.compareAndSet(false, true)) {
      throw new IllegalStateException("the verdict has been given");
    }
    connection.events().execute(verdict);
  }

  private void accepted(
      ByteBuffer answer, int maxMessageBytes, Function<WebSocketChannel, WebSocketListener> maker) {
    WebSocketSession following = new WebSocketSession(connection, maxMessageBytes);
    boolean gone = connection.isClosed();
    connection.enter(following);
    try {
      following.open(maker.apply(following));
      connection.send(answer);
      following.flush();
    } catch (Throwable t) {
      connection.loop().report("listener", t);
      connection.abort();
    }
    if (gone) {
      following.disconnected();
    }
  }
}

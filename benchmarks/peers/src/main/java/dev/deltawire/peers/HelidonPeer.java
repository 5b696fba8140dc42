package dev.deltawire.peers;

import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.websocket.WsRouting;
import io.helidon.websocket.WsListener;
import io.helidon.websocket.WsSession;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;

/** Helidon SE on virtual threads: a blocking {@code send} of the text to every session. */
final class HelidonPeer implements Peer<WsSession, String> {

  private static final int BACKLOG = 4096;

  private final Texts texts;
  private final Receivers<WsSession> receivers = new Receivers<>();

  /** The message of a token. */
  @FunctionalInterface
  interface Texts {
    String text(int stream, long token);
  }

  HelidonPeer(Texts texts) {
    this.texts = texts;
  }

  @Override
  public int start() {
    return WebServer.builder()
        .address(InetAddress.getLoopbackAddress())
        .port(0)
        .backlog(BACKLOG)
        .connectionOptions(options -> options.tcpNoDelay(true))
        .idleConnectionTimeout(Duration.ofHours(1))
        .addRouting(WsRouting.builder().endpoint("/*", Connection::new))
        .build()
        .start()
        .port();
  }

  @Override
  public Receivers<WsSession> receivers() {
    return receivers;
  }

  @Override
  public String message(int stream, long from, long to) {
    return texts.text(stream, from);
  }

  @Override
  public void send(WsSession session, String message) {
    session.send(message, true);
  }

  private final class Connection implements WsListener {
    private String path;

    @Override
    public Optional<Headers> onHttpUpgrade(HttpPrologue prologue, Headers headers) {
      path = prologue.uriPath().path();
      return Optional.empty();
    }

    @Override
    public void onOpen(WsSession session) {
      receivers.add(path, session);
    }

    @Override
    public void onMessage(WsSession session, String text, boolean last) {
      session.send(text, last);
    }

    @Override
    public void onClose(WsSession session, int status, String reason) {
      receivers.remove(session);
    }

    @Override
    public void onError(WsSession session, Throwable error) {
      receivers.remove(session);
    }
  }
}

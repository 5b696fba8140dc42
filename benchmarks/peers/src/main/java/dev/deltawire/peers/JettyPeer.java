package dev.deltawire.peers;

import java.time.Duration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;

/** Jetty's WebSocket API: a non-blocking {@code sendText} with a callback to every session. */
final class JettyPeer implements Peer<Session, String> {

  private final Deltas deltas;
  private final Receivers<Session> receivers = new Receivers<>();

  JettyPeer(Deltas deltas) {
    this.deltas = deltas;
  }

  @Override
  public int start() throws Exception {
    Server server = new Server();
    ServerConnector connector = JettyConnectors.add(server);
    server.setHandler(
        WebSocketUpgradeHandler.from(
            server,
            container -> {
              container.setIdleTimeout(Duration.ofHours(1));
              container.addMapping(
                  "/*",
                  (request, response, callback) -> new Connection(request.getHttpURI().getPath()));
            }));
    server.start();
    return connector.getLocalPort();
  }

  @Override
  public Receivers<Session> receivers() {
    return receivers;
  }

  @Override
  public String message(int stream, long from, long to) {
    return deltas.text(stream, from);
  }

  @Override
  public void send(Session session, String message) {
    session.sendText(message, Callback.NOOP);
  }

  /** Public with public methods, because Jetty calls endpoints by reflection. */
  public final class Connection extends Session.Listener.AbstractAutoDemanding {
    private final String path;

    Connection(String path) {
      this.path = path;
    }

    @Override
    public void onWebSocketOpen(Session session) {
      super.onWebSocketOpen(session);
      receivers.add(path, session);
    }

    @Override
    public void onWebSocketText(String message) {
      getSession().sendText(message, Callback.NOOP);
    }

    @Override
    public void onWebSocketClose(int code, String reason, Callback callback) {
      receivers.remove(getSession());
      callback.succeed();
    }
  }
}

package dev.deltawire.peers;

import jakarta.servlet.ServletContext;
import jakarta.websocket.CloseReason;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.websocket.server.WsSci;

/** Tomcat: the Jakarta WebSocket API's blocking {@code sendText}; groups in batching mode. */
final class TomcatPeer implements Peer<Session, List<String>> {

  private static final int BACKLOG = 4096;
  private static final List<String> PATHS = List.of("/stream/{stream}", "/echo", "/idle");

  private final Deltas deltas;
  private final boolean batching;
  private final Receivers<Session> receivers = new Receivers<>();

  TomcatPeer(Deltas deltas, boolean batching) {
    this.deltas = deltas;
    this.batching = batching;
  }

  @Override
  public int start() throws Exception {
    Connector connector = new Connector("org.apache.coyote.http11.Http11NioProtocol");
    connector.setPort(0);
    connector.setProperty("address", "127.0.0.1");
    connector.setProperty("acceptCount", Integer.toString(BACKLOG));
    connector.setProperty("maxConnections", "-1");
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(System.getProperty("java.io.tmpdir"));
    tomcat.setConnector(connector);
    Context context = tomcat.addContext("", null);
    // Upgrades are a filter's work, and Tomcat calls filters only where a servlet is mapped.
    Tomcat.addServlet(context, "default", DefaultServlet.class.getName());
    context.addServletMapping("/", "default");
    context.addServletContainerInitializer(new WsSci(), null);
    context.addServletContainerInitializer((types, servletContext) -> deploy(servletContext), null);
    tomcat.start();
    return connector.getLocalPort();
  }

  private void deploy(ServletContext application) {
    var container = (ServerContainer) application.getAttribute(ServerContainer.class.getName());
    try {
      for (String path : PATHS) {
        container.addEndpoint(
            ServerEndpointConfig.Builder.create(Connection.class, path)
                .configurator(new Connections())
                .build());
      }
    } catch (DeploymentException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Receivers<Session> receivers() {
    return receivers;
  }

  @Override
  public List<String> message(int stream, long from, long to) {
    return LongStream.range(from, to).mapToObj(token -> deltas.text(stream, token)).toList();
  }

  @Override
  public void send(Session session, List<String> message) {
    try {
      RemoteEndpoint.Basic remote = session.getBasicRemote();
      for (String text : message) {
        remote.sendText(text);
      }
      if (batching) {
        remote.flushBatch();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final class Connections extends ServerEndpointConfig.Configurator {
    @Override
    public <T> T getEndpointInstance(Class<T> type) {
      return type.cast(new Connection());
    }
  }

  private final class Connection extends Endpoint {
    @Override
    public void onOpen(Session session, EndpointConfig config) {
      String path = session.getRequestURI().getPath();
      if (batching && path.startsWith("/stream")) {
        allowBatching(session);
      }
      session.addMessageHandler(String.class, text -> echo(session, text));
      receivers.add(path, session);
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
      receivers.remove(session);
    }
  }

  private static void allowBatching(Session session) {
    try {
      session.getBasicRemote().setBatchingAllowed(true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void echo(Session session, String text) {
    try {
      session.getBasicRemote().sendText(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

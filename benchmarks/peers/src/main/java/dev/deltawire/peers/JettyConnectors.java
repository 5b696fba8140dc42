package dev.deltawire.peers;

import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The way in that both uses of Jetty share. */
final class JettyConnectors {

  private static final int BACKLOG = 4096;

  private JettyConnectors() {}

  /** Adds a connector with one selector on a port of the system's choice. */
  static ServerConnector add(Server server) {
    ServerConnector connector = new ServerConnector(server, 1, 1);
    connector.setHost("127.0.0.1");
    connector.setPort(0);
    connector.setAcceptQueueSize(BACKLOG);
    server.addConnector(connector);
    return connector;
  }
}

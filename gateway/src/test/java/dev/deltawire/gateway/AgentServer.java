package dev.deltawire.gateway;

import dev.deltawire.dialects.agent.AgentDialect;
import dev.deltawire.dialects.agent.AgentPrincipal;
import dev.deltawire.server.DeltawireServer;
import dev.deltawire.tck.RawPeer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A server with the agent dialect alone; a token there is its subject, and {@code bad} is none. */
final class AgentServer implements AutoCloseable {

  private final DeltawireServer server;
  private final InetSocketAddress address;
  private final List<RawPeer> peers = new ArrayList<>();

  private AgentServer(DeltawireServer server) throws IOException {
    this.server = server;
    this.address = server.start();
  }

  static AgentServer start(String transport) throws IOException {
    return start(transport, dialect -> dialect);
  }

  static AgentServer start(String transport, UnaryOperator<AgentDialect.Builder> change)
      throws IOException {
    AgentDialect dialect =
        change
            .apply(
                AgentDialect.builder()
                    .authenticator(
                        token ->
                            token.equals("bad")
                                ? Optional.empty()
                                : Optional.of(AgentPrincipal.of(token))))
            .build();
    return new AgentServer(
        DeltawireServer.builder()
            .transport(transport)
            .dialect(dialect)
            .errorHandler((where, error) -> {})
            .build());
  }

  /** A client that is connected. */
  AgentClient connect(String subject) throws IOException {
    return new AgentClient(keep(RawPeer.open(address, "/agent?token=" + subject)));
  }

  AgentClient connect() throws IOException {
    return connect("ann");
  }

  /** A client with a new session. */
  AgentClient ready(String init) throws IOException {
    AgentClient client = connect();
    client.init(init);
    return client;
  }

  /** A peer that is not upgraded yet. */
  RawPeer peer() throws IOException {
    return keep(RawPeer.connect(address));
  }

  private RawPeer keep(RawPeer peer) {
    peers.add(peer);
    return peer;
  }

  @Override
  public void close() throws IOException {
    for (RawPeer peer : peers) {
      peer.close();
    }
    server.close();
  }
}

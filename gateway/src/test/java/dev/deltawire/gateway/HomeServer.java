package dev.deltawire.gateway;

import dev.deltawire.dialects.home.DeviceType;
import dev.deltawire.dialects.home.HomeDialect;
import dev.deltawire.dialects.home.HomeHub;
import dev.deltawire.dialects.home.HomePrincipal;
import dev.deltawire.dialects.home.HomeStore;
import dev.deltawire.dialects.home.MemoryHomeStore;
import dev.deltawire.dialects.home.Scope;
import dev.deltawire.server.DeltawireServer;
import dev.deltawire.server.ServerLimits;
import dev.deltawire.server.spi.TransportProvider;
import dev.deltawire.tck.RawPeer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A server with the home dialect alone.
 *
 * <p>A token there reads {@code device.user.type} or {@code device.user.type.session}; whatever has
 * fewer parts is not to be trusted.
 */
final class HomeServer implements AutoCloseable {

  static final String PHONE = "phone-1.ann.phone";
  static final String TABLET = "tablet-1.ann.tablet";
  static final String BOBS_TV = "tv-1.bob.tv";

  private final HomeDialect dialect;
  private final DeltawireServer server;
  private final InetSocketAddress address;
  private final List<RawPeer> peers = new ArrayList<>();

  private HomeServer(HomeDialect dialect, DeltawireServer server) throws IOException {
    this.dialect = dialect;
    this.server = server;
    this.address = server.start();
  }

  /** The names of the transports that are there. */
  static Stream<String> transports() {
    return ServiceLoader.load(TransportProvider.class).stream().map(p -> p.get().name());
  }

  static HomeServer start(String transport) throws IOException {
    return start(transport, dialect -> dialect);
  }

  static HomeServer start(String transport, UnaryOperator<HomeDialect.Builder> change)
      throws IOException {
    return start(transport, MemoryHomeStore.create(), change, ServerLimits.STANDARD);
  }

  static HomeServer start(
      String transport,
      HomeStore store,
      UnaryOperator<HomeDialect.Builder> change,
      ServerLimits limits)
      throws IOException {
    HomeDialect dialect =
        change
            .apply(HomeDialect.builder().store(store).authenticator(HomeServer::authenticate))
            .build();
    DeltawireServer server =
        DeltawireServer.builder()
            .transport(transport)
            .dialect(dialect)
            .limits(limits)
            .errorHandler((where, error) -> {})
            .build();
    return new HomeServer(dialect, server);
  }

  HomeHub hub() {
    return dialect.hub();
  }

  DeltawireServer server() {
    return server;
  }

  /** A device that is connected. */
  HomeDevice connect(String token) throws IOException {
    return new HomeDevice(keep(RawPeer.open(address, "/ws?token=" + token)));
  }

  /** A device that takes a few kilobytes and then nothing until it reads. */
  HomeDevice connectSlow(String token) throws IOException {
    RawPeer peer = keep(RawPeer.connect(address, 4096));
    if (peer.upgrade("/ws?token=" + token).status() != 101) {
      throw new IOException("not upgraded");
    }
    return new HomeDevice(peer);
  }

  /** A peer that is not upgraded yet. */
  RawPeer peer() throws IOException {
    return keep(RawPeer.connect(address));
  }

  private RawPeer keep(RawPeer peer) {
    peers.add(peer);
    return peer;
  }

  private static Optional<HomePrincipal> authenticate(String token) {
    String[] parts = token.split("\\.", -1);
    if (parts.length < 3) {
      return Optional.empty();
    }
    return Optional.of(
        new HomePrincipal(
            parts[0],
            parts[1],
            DeviceType.ofWireName(parts[2]).orElseThrow(),
            parts.length > 3 ? Optional.of(parts[3]) : Optional.empty(),
            Scope.MEMBER));
  }

  @Override
  public void close() throws IOException {
    for (RawPeer peer : peers) {
      peer.close();
    }
    server.close();
  }
}

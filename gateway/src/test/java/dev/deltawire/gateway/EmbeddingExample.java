package dev.deltawire.gateway;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.home.DeviceType;
import dev.deltawire.dialects.home.HomeDialect;
import dev.deltawire.dialects.home.HomePrincipal;
import dev.deltawire.dialects.home.Notice;
import dev.deltawire.model.home.NotificationLevel;
import dev.deltawire.server.DeltawireServer;
import java.io.IOException;
import java.util.Optional;

/** What the README shows of embedding; {@link ReadmeTest} runs it and compares it. */
final class EmbeddingExample {

  private EmbeddingExample() {}

  static DeltawireServer run(int port) throws IOException, StoreException {
    // README begin
    HomePrincipal kitchen = HomePrincipal.of("kitchen", "owner", DeviceType.TABLET);
    HomeDialect home =
        HomeDialect.builder()
            .authenticator(
                token -> token.equals("sesame") ? Optional.of(kitchen) : Optional.empty())
            .build();
    DeltawireServer server =
        DeltawireServer.builder().transport("jdk").port(port).dialect(home).build();
    server.start();
    home.hub().notifyUser("owner", Notice.of("Hello", "The server is up", NotificationLevel.INFO));
    // README end
    return server;
  }
}

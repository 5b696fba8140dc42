package dev.deltawire.dialects.home;

import dev.deltawire.dialects.Engine;
import dev.deltawire.dialects.NetworkSet;
import dev.deltawire.dialects.ServerTools;
import dev.deltawire.server.StreamOptions;
import dev.deltawire.server.spi.DialectOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** What {@link HomeDialect.Builder} has built. */
record HomeSettings(
    String mount,
    DialectOptions options,
    HomeAuthenticator authenticator,
    Optional<HomeTokenIssuer> issuer,
    Lifetimes lifetimes,
    HomeStore store,
    Engine engine,
    ServerTools tools,
    int maxQueuedChat,
    StreamOptions streams,
    boolean devMode,
    NetworkSet trustedNetworks,
    String bearerPrefix,
    String subprotocol,
    Duration notificationRetention,
    Supplier<UUID> ids) {}

package dev.deltawire.dialects.integration;

import dev.deltawire.server.spi.DialectOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** What {@link IntegrationDialect.Builder} has built. */
record IntegrationSettings(
    String mount,
    DialectOptions options,
    Set<String> allowedOrigins,
    String keyPrefix,
    Optional<String> channelName,
    ConsentMode consent,
    Duration requestTimeout,
    Duration requestCooldown,
    int maxPending,
    boolean ready,
    IntegrationStore store) {}

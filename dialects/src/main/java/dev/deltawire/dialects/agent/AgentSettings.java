package dev.deltawire.dialects.agent;

import dev.deltawire.dialects.Engine;
import dev.deltawire.dialects.ServerTools;
import dev.deltawire.server.StreamOptions;
import dev.deltawire.server.spi.DialectOptions;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;

/** What {@link AgentDialect.Builder} has built. */
record AgentSettings(
    String mount,
    DialectOptions options,
    AgentAuthenticator authenticator,
    AgentStore store,
    Engine engine,
    ServerTools tools,
    StreamOptions streams,
    AgentContext.Timeouts timeouts,
    AgentContext.Prices prices,
    int maxConcurrentSessions,
    int turnsPerMinute,
    Duration sessionTtl,
    Supplier<UUID> ids) {}

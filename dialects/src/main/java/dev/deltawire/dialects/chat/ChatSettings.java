package dev.deltawire.dialects.chat;

import dev.deltawire.dialects.Engine;
import dev.deltawire.dialects.ServerTools;
import dev.deltawire.server.StreamOptions;
import dev.deltawire.server.spi.DialectOptions;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/** What {@link ChatDialect.Builder} has built. */
record ChatSettings(
    String mount,
    DialectOptions options,
    ChatTokens tokens,
    ChatStore store,
    Engine engine,
    ServerTools tools,
    StreamOptions streams,
    boolean devMode,
    Duration tokenTtl,
    int maxAgentChain,
    Duration typingTimeout,
    List<String> agents,
    Supplier<UUID> ids) {}

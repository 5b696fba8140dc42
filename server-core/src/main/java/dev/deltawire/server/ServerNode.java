package dev.deltawire.server;

import dev.deltawire.server.spi.ErrorHandler;
import dev.deltawire.server.spi.Node;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/** The services that one server gives its dialects. */
record ServerNode(
    Streams streams,
    Topics topics,
    Executor executor,
    ScheduledExecutorService scheduler,
    InstantSource clock,
    ErrorHandler errorHandler)
    implements Node {}

package dev.deltawire.server.spi;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * What the core tells a transport before it starts.
 *
 * @param host address to bind, {@code 127.0.0.1} by default
 * @param port port to bind, 0 picks a free one
 * @param tls what makes the sockets TLS sockets; only for a transport with {@link Capability#TLS}
 * @param loops event loops, by default one a core
 * @param maxHeadBytes request head limit (X-03: 16384); above it 431
 * @param headTimeout time for a complete request head (X-03: 10 s); after it 408 and close
 * @param maxBodyBytes limit of a plain request's body (X-03: 262144); above it 413
 * @param maxSockets accepted sockets of every kind, before the upgrade too; above it a new one is
 *     closed without an answer
 * @param maxSocketsPerAddress the same for one peer address
 * @param sendBufferBytes the kernel's send buffer of each socket (SO_SNDBUF): what a peer that does
 *     not read makes the kernel hold before the core merges what it misses
 * @param writeStallTimeout how long a socket may take no byte of what the transport itself holds
 *     for it; after it the connection is dropped
 * @param executor runs {@link HttpFallback}, and what else a loop can't wait for; may block
 * @param nanoClock a monotonic clock in nanoseconds
 * @param errorHandler hears of defects; never null
 * @param memory counts what is held of requests and messages that are not whole, and what waits for
 *     sockets that take nothing: when there is no room a request is answered 503, and a message
 *     ends its connection with 1013
 */
public record TransportOptions(
    String host,
    int port,
    Optional<TlsOptions> tls,
    int loops,
    int maxHeadBytes,
    Duration headTimeout,
    int maxBodyBytes,
    int maxSockets,
    int maxSocketsPerAddress,
    int sendBufferBytes,
    Duration writeStallTimeout,
    Executor executor,
    LongSupplier nanoClock,
    ErrorHandler errorHandler,
    MemoryBudget memory) {}

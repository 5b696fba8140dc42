package dev.deltawire.server;

import java.time.Duration;

/**
 * Limits and timers of one server, whatever its dialects.
 *
 * @param maxConnections upgraded connections; above it an upgrade is refused with 503
 * @param maxConnectionsPerPrincipal the same for one principal within a dialect; above it 429
 *     (X-10)
 * @param maxQueuedBytes frames queued for one connection; above it the queue is discarded and the
 *     connection closes with 1013. Text of streams does not count
 * @param maxPendingInbound messages that wait for a connection's handler; at it the socket is not
 *     read
 * @param protocolErrorLimit protocol errors within {@code protocolErrorWindow} that are answered;
 *     the next one closes with 1008
 * @param protocolErrorWindow the sliding window of the above
 * @param writeStallTimeout how long a socket may take no byte while data waits
 * @param closeTimeout how long to wait for the echo of a close frame
 * @param maxHeadBytes request head; above it 431
 * @param headTimeout time for a complete request head; after it 408
 * @param maxBodyBytes plain request's body; above it 413
 * @param maxSocketsPerAddress accepted sockets of one peer address; above it they are closed
 *     unanswered
 * @param sendBufferBytes the kernel's send buffer of one socket; a peer that does not read holds
 *     this much in the kernel, and what comes after waits in the streams' logs, to be merged
 */
public record ServerLimits(
    int maxConnections,
    int maxConnectionsPerPrincipal,
    int maxQueuedBytes,
    int maxPendingInbound,
    int protocolErrorLimit,
    Duration protocolErrorWindow,
    Duration writeStallTimeout,
    Duration closeTimeout,
    int maxHeadBytes,
    Duration headTimeout,
    int maxBodyBytes,
    int maxSocketsPerAddress,
    int sendBufferBytes) {

  /** Refuses limits that nothing could pass. */
  public ServerLimits {
    positive("maxConnections", maxConnections);
    positive("maxConnectionsPerPrincipal", maxConnectionsPerPrincipal);
    positive("maxQueuedBytes", maxQueuedBytes);
    positive("maxPendingInbound", maxPendingInbound);
    positive("protocolErrorLimit", protocolErrorLimit);
    positive("protocolErrorWindow", protocolErrorWindow.toNanos());
    positive("writeStallTimeout", writeStallTimeout.toNanos());
    positive("closeTimeout", closeTimeout.toNanos());
    positive("maxHeadBytes", maxHeadBytes);
    positive("headTimeout", headTimeout.toNanos());
    positive("maxBodyBytes", maxBodyBytes);
    positive("maxSocketsPerAddress", maxSocketsPerAddress);
    positive("sendBufferBytes", sendBufferBytes);
  }

  private static void positive(String name, long value) {
    if (value <= 0) {
      throw new IllegalArgumentException(name + " must be positive: " + value);
    }
  }

  /** The defaults of the protocol specification. */
  public static final ServerLimits STANDARD = builder().build();

  /** Starts from the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** Changes some of the defaults; each method sets the limit of the same name. */
  public static final class Builder {
    private int maxConnections = 10_000;
    private int maxConnectionsPerPrincipal = 64;
    private int maxQueuedBytes = 4 << 20;
    private int maxPendingInbound = 64;
    private int protocolErrorLimit = 8;
    private Duration protocolErrorWindow = Duration.ofSeconds(10);
    private Duration writeStallTimeout = Duration.ofSeconds(60);
    private Duration closeTimeout = Duration.ofSeconds(5);
    private int maxHeadBytes = 16_384;
    private Duration headTimeout = Duration.ofSeconds(10);
    private int maxBodyBytes = 262_144;
    private int maxSocketsPerAddress = 20_000;
    private int sendBufferBytes = 128 << 10;

    private Builder() {}

    /** Upgraded connections of all dialects. */
    public Builder maxConnections(int value) {
      maxConnections = value;
      return this;
    }

    /** Connections of one principal within a dialect. */
    public Builder maxConnectionsPerPrincipal(int value) {
      maxConnectionsPerPrincipal = value;
      return this;
    }

    /** Bytes of frames queued for one connection. */
    public Builder maxQueuedBytes(int value) {
      maxQueuedBytes = value;
      return this;
    }

    /** Messages waiting for one connection's handler. */
    public Builder maxPendingInbound(int value) {
      maxPendingInbound = value;
      return this;
    }

    /** Protocol errors answered within the window; 1 at least. */
    public Builder protocolErrorLimit(int value) {
      protocolErrorLimit = value;
      return this;
    }

    /** The sliding window of the error limit. */
    public Builder protocolErrorWindow(Duration value) {
      protocolErrorWindow = value;
      return this;
    }

    /** Time without a byte taken while data waits. */
    public Builder writeStallTimeout(Duration value) {
      writeStallTimeout = value;
      return this;
    }

    /** Time for the echo of a close frame. */
    public Builder closeTimeout(Duration value) {
      closeTimeout = value;
      return this;
    }

    /** Bytes of a request head. */
    public Builder maxHeadBytes(int value) {
      maxHeadBytes = value;
      return this;
    }

    /** Time for a complete request head. */
    public Builder headTimeout(Duration value) {
      headTimeout = value;
      return this;
    }

    /** Bytes of a plain request's body. */
    public Builder maxBodyBytes(int value) {
      maxBodyBytes = value;
      return this;
    }

    /** Accepted sockets of one peer address. */
    public Builder maxSocketsPerAddress(int value) {
      maxSocketsPerAddress = value;
      return this;
    }

    /** Bytes of the kernel's send buffer of one socket. */
    public Builder sendBufferBytes(int value) {
      sendBufferBytes = value;
      return this;
    }

    /** The limits; throws {@link IllegalArgumentException} for one that is not positive. */
    public ServerLimits build() {
      return new ServerLimits(
          maxConnections,
          maxConnectionsPerPrincipal,
          maxQueuedBytes,
          maxPendingInbound,
          protocolErrorLimit,
          protocolErrorWindow,
          writeStallTimeout,
          closeTimeout,
          maxHeadBytes,
          headTimeout,
          maxBodyBytes,
          maxSocketsPerAddress,
          sendBufferBytes);
    }
  }
}

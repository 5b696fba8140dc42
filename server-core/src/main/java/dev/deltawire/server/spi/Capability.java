package dev.deltawire.server.spi;

/** What a transport may be able to do beyond WebSocket itself. */
public enum Capability {
  /** Serves plain HTTP requests on the same port through {@link HttpFallback}. */
  HTTP,
  /** Delivers frames that the core writes partly: {@link FrameSink#write} may take half a frame. */
  PARTIAL_WRITES,
  /** Inflates messages and answers with extensions as {@link Acceptance#compression()} says. */
  COMPRESSION,
  /** Speaks TLS on its port, for WebSocket and, where it has {@link #HTTP}, plain requests. */
  TLS
}

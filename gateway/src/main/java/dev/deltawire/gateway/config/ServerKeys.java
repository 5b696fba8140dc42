package dev.deltawire.gateway.config;

import static dev.deltawire.gateway.config.ValueType.bearerSecret;
import static dev.deltawire.gateway.config.ValueType.bool;
import static dev.deltawire.gateway.config.ValueType.duration;
import static dev.deltawire.gateway.config.ValueType.integer;
import static dev.deltawire.gateway.config.ValueType.line;
import static dev.deltawire.gateway.config.ValueType.list;
import static dev.deltawire.gateway.config.ValueType.path;
import static dev.deltawire.gateway.config.ValueType.postgresUrl;
import static dev.deltawire.gateway.config.ValueType.secretLine;
import static dev.deltawire.gateway.config.ValueType.visibleAscii;
import static dev.deltawire.gateway.config.ValueType.word;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The keys that belong to no dialect; names and defaults as PROTOCOLS section 1 gives them. */
public final class ServerKeys {

  private static final Duration TICK = Duration.ofMillis(1);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final int KIB = 1024;
  private static final int GIB = 1 << 30;

  /** */
  public static final Key<String> HTTP_HOST = Key.of("http.host", visibleAscii(), "127.0.0.1");

  /** X-01; 0 picks a free port. */
  public static final Key<Integer> HTTP_PORT = Key.of("http.port", integer(0, 65_535), 8080);

  /** */
  public static final Key<Integer> HTTP_MAX_BODY_BYTES =
      Key.of("http.maxBodyBytes", integer(1, GIB), 262_144);

  /** */
  public static final Key<Duration> HTTP_HEAD_TIMEOUT =
      Key.of("http.headTimeout", duration(TICK, HOUR), Duration.ofSeconds(10));

  /** origins that REST answers carry CORS headers for. */
  public static final Key<List<String>> HTTP_ALLOWED_ORIGINS =
      Key.of("http.allowedOrigins", list(), List.of());

  /** Which transport carries the connections. */
  public static final Key<String> WS_TRANSPORT =
      Key.of("ws.transport", word("jdk", "javawebsocket"), "jdk");

  /** The WebSocket port of a transport without HTTP; unset takes the next free one. */
  public static final Key<Integer> WS_PORT = Key.unset("ws.port", integer(0, 65_535));

  /** whether dialects whose frames have no secrets agree to permessage-deflate. */
  public static final Key<Boolean> WS_COMPRESSION = Key.of("ws.compression", bool(), true);

  /** whether clients may keep their context, for 40 KiB of memory each. */
  public static final Key<Boolean> WS_COMPRESSION_CLIENT_TAKEOVER =
      Key.of("ws.compressionClientTakeover", bool(), false);

  /** shorter messages go out as they are. */
  public static final Key<Integer> WS_COMPRESSION_LEAST_BYTES =
      Key.of("ws.compressionLeastBytes", integer(1, GIB), KIB);

  /** */
  public static final Key<Integer> WS_MAX_CONNECTIONS =
      Key.of("ws.maxConnections", integer(1, 10_000_000), 10_000);

  /** */
  public static final Key<Integer> WS_MAX_CONNECTIONS_PER_PRINCIPAL =
      Key.of("ws.maxConnectionsPerPrincipal", integer(1, 10_000_000), 64);

  /** */
  public static final Key<Integer> WS_PROTOCOL_ERROR_LIMIT =
      Key.of("ws.protocolErrorLimit", integer(1, 1_000_000), 8);

  /** */
  public static final Key<Duration> WS_PROTOCOL_ERROR_WINDOW =
      Key.of("ws.protocolErrorWindow", duration(TICK, HOUR), Duration.ofSeconds(10));

  /** */
  public static final Key<Integer> WS_MAX_PENDING_INBOUND =
      Key.of("ws.maxPendingInbound", integer(1, 1_000_000), 64);

  /** */
  public static final Key<Integer> WS_MAX_QUEUED_BYTES =
      Key.of("ws.maxQueuedBytes", integer(KIB, GIB), 4_194_304);

  /** what all peers together may make the server hold, of the heap's greatest size. */
  public static final Key<Integer> MEMORY_HEAP_PERCENT =
      Key.of("memory.heapPercent", integer(1, 90), 25);

  /** */
  public static final Key<Duration> WS_WRITE_STALL_TIMEOUT =
      Key.of("ws.writeStallTimeout", duration(TICK, HOUR), Duration.ofSeconds(60));

  /** */
  public static final Key<Duration> WS_CLOSE_TIMEOUT =
      Key.of("ws.closeTimeout", duration(TICK, HOUR), Duration.ofSeconds(5));

  /** */
  public static final Key<Duration> SHUTDOWN_DRAIN_TIMEOUT =
      Key.of("shutdown.drainTimeout", duration(Duration.ZERO, HOUR), Duration.ofSeconds(10));

  /** */
  public static final Key<Integer> STREAM_MAX_BYTES =
      Key.of("stream.maxBytes", integer(1, GIB), 4_194_304);

  /** */
  public static final Key<Duration> AUTH_CLOCK_SKEW =
      Key.of("auth.clockSkew", duration(Duration.ZERO, HOUR), Duration.ofSeconds(5));

  /** X-57; unset is made once and kept in the data directory. */
  public static final Key<String> OPERATOR_TOKEN = Key.unset("operator.token", bearerSecret());

  /** */
  public static final Key<Boolean> OPERATOR_LOOPBACK_ONLY =
      Key.of("operator.loopbackOnly", bool(), true);

  /** How long {@code serve} practises on a port of its own when it starts; 0s does without. */
  public static final Key<Duration> REHEARSAL_TIME =
      Key.of(
          "rehearsal.time", duration(Duration.ZERO, Duration.ofMinutes(1)), Duration.ofSeconds(3));

  /** */
  public static final Key<Path> DATA_DIR = Key.of("data.dir", path(), Path.of("data"));

  /** a database that several nodes may share; unset is a file in the data directory. */
  public static final Key<String> STORE_URL = Key.unset("store.url", postgresUrl());

  /** Who logs in to that database. */
  public static final Key<String> STORE_USER = Key.unset("store.user", line(256));

  /** The password for that database. */
  public static final Key<String> STORE_PASSWORD = Key.unset("store.password", secretLine(1024));

  /** whether what is acknowledged survives a loss of power. */
  public static final Key<Boolean> STORE_FSYNC = Key.of("store.fsync", bool(), true);

  private ServerKeys() {}

  /** All of them. */
  static List<Key<?>> all() {
    return List.of(
        HTTP_HOST,
        HTTP_PORT,
        HTTP_MAX_BODY_BYTES,
        HTTP_HEAD_TIMEOUT,
        HTTP_ALLOWED_ORIGINS,
        WS_TRANSPORT,
        WS_PORT,
        WS_COMPRESSION,
        WS_COMPRESSION_CLIENT_TAKEOVER,
        WS_COMPRESSION_LEAST_BYTES,
        WS_MAX_CONNECTIONS,
        WS_MAX_CONNECTIONS_PER_PRINCIPAL,
        WS_PROTOCOL_ERROR_LIMIT,
        WS_PROTOCOL_ERROR_WINDOW,
        WS_MAX_PENDING_INBOUND,
        WS_MAX_QUEUED_BYTES,
        WS_WRITE_STALL_TIMEOUT,
        WS_CLOSE_TIMEOUT,
        MEMORY_HEAP_PERCENT,
        SHUTDOWN_DRAIN_TIMEOUT,
        STREAM_MAX_BYTES,
        AUTH_CLOCK_SKEW,
        OPERATOR_TOKEN,
        OPERATOR_LOOPBACK_ONLY,
        REHEARSAL_TIME,
        DATA_DIR,
        STORE_URL,
        STORE_USER,
        STORE_PASSWORD,
        STORE_FSYNC);
  }
}

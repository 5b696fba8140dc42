package dev.deltawire.dialects.integration;

import dev.deltawire.dialects.internal.Cooldown;
import dev.deltawire.dialects.internal.Secrets;
import dev.deltawire.model.integration.DenialReason;
import dev.deltawire.model.integration.IntegrationClientFrame.RequestAccess;
import dev.deltawire.model.integration.IntegrationErrorCode;
import dev.deltawire.model.integration.IntegrationServerFrame;
import dev.deltawire.model.integration.IntegrationServerFrame.AccessDenied;
import dev.deltawire.model.integration.IntegrationServerFrame.AccessGranted;
import dev.deltawire.model.integration.IntegrationServerFrame.AccessPending;
import dev.deltawire.server.Connection;
import dev.deltawire.server.spi.Node;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * The requests for the channel's key and what becomes of each: exactly one outcome (I-25).
 *
 * <p>One lock covers the whole table, and frames are queued while it is held: so a request's frames
 * leave in the order of what happened to it, whoever else decides at the same moment. Thread: any;
 * does not block.
 */
final class Consents {

  private static final int NONCE_BYTES = 16;

  private record Waiting(PendingRequest request, Connection connection, Future<?> expiry) {}

  private final IntegrationSettings settings;
  private final ChannelKey key;
  private final RequestIds ids;
  private final Node node;
  private final Map<String, Waiting> byRequest = new LinkedHashMap<>();
  private final Map<String, Waiting> byClient = new HashMap<>();
  private final Cooldown<String> cooldown;
  private boolean ready;

  Consents(IntegrationSettings settings, ChannelKey key, RequestIds ids, Node node) {
    this.settings = settings;
    this.key = key;
    this.ids = ids;
    this.node = node;
    this.cooldown = new Cooldown<>(settings.requestCooldown(), node.clock());
    this.ready = settings.ready();
  }

  synchronized boolean ready() {
    return ready;
  }

  /** Loses or regains readiness; what is pending when it is lost is denied (I-23). */
  synchronized void ready(boolean nowReady) {
    ready = nowReady;
    if (!ready) {
      for (Waiting waiting : List.copyOf(byRequest.values())) {
        deny(waiting, DenialReason.NOT_READY);
      }
    }
  }

  /** Takes a request on, or says what stands against it: the first of I-35 to I-38 that does. */
  synchronized Optional<IntegrationErrorCode> ask(
      Connection connection, RequestAccess request, String displayName) {
    if (!ready) {
      return Optional.of(IntegrationErrorCode.NOT_READY); // I-35
    }
    if (settings.consent() == ConsentMode.OFF) {
      return Optional.of(IntegrationErrorCode.UI_UNAVAILABLE); // I-18, I-36
    }
    if (byClient.containsKey(request.clientId())) {
      return Optional.of(IntegrationErrorCode.REQUEST_PENDING); // I-20, I-37
    }
    if (isCooling(request.clientId()) || byRequest.size() >= settings.maxPending()) {
      return Optional.of(IntegrationErrorCode.RATE_LIMITED); // I-38
    }
    PendingRequest pending = pending(request, displayName);
    if (settings.consent() == ConsentMode.AUTO) {
      grant(pending, connection); // I-18
    } else {
      await(pending, connection);
    }
    return Optional.empty();
  }

  /** Decides on a request; false if it is not pending, or its connection has just gone (I-24). */
  synchronized boolean decide(String requestId, Decision decision) {
    Waiting waiting = byRequest.get(requestId);
    if (waiting == null) {
      return false;
    }
    end(waiting);
    return decision == Decision.ALLOW
        ? send(waiting, granted(waiting.request()))
        : send(waiting, new AccessDenied(requestId, DenialReason.USER_DENIED));
  }

  /** Whether a connection has a request pending (I-16). */
  synchronized boolean isWaiting(Connection connection) {
    return find(connection).isPresent();
  }

  /** Forgets the request of a connection that has ended (I-24). */
  synchronized void cancel(Connection connection) {
    find(connection).ifPresent(this::end);
  }

  /** What waits, oldest first. */
  synchronized List<PendingRequest> pending() {
    return byRequest.values().stream().map(Waiting::request).toList();
  }

  synchronized Optional<PendingRequest> find(String requestId) {
    return Optional.ofNullable(byRequest.get(requestId)).map(Waiting::request);
  }

  private boolean isCooling(String clientId) {
    return !cooldown.remaining(clientId).isZero();
  }

  private Optional<Waiting> find(Connection connection) {
    return byRequest.values().stream().filter(w -> w.connection() == connection).findFirst();
  }

  private PendingRequest pending(RequestAccess request, String displayName) {
    Instant now = node.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    return new PendingRequest(
        ids.next(),
        request.clientId(),
        displayName,
        request.requestedScopes(),
        now,
        now.plus(settings.requestTimeout()),
        Secrets.random(NONCE_BYTES));
  }

  private void await(PendingRequest request, Connection connection) {
    Future<?> expiry = expiryOf(request);
    Waiting waiting = new Waiting(request, connection, expiry);
    byRequest.put(request.requestId(), waiting);
    byClient.put(request.clientId(), waiting);
    send(waiting, new AccessPending(request.requestId())); // I-19
  }

  private void grant(PendingRequest request, Connection connection) {
    IntegrationFrames.send(connection, granted(request));
    cooldown.begin(request.clientId()); // I-21
  }

  private AccessGranted granted(PendingRequest request) {
    return new AccessGranted(
        request.requestId(),
        key.text(),
        request.requestedScopes(),
        settings.channelName().orElse(null));
  }

  private synchronized void expire(String requestId) {
    Waiting waiting = byRequest.get(requestId);
    if (waiting != null) {
      deny(waiting, DenialReason.TIMEOUT); // I-22
    }
  }

  private void deny(Waiting waiting, DenialReason reason) {
    end(waiting);
    send(waiting, new AccessDenied(waiting.request().requestId(), reason));
  }

  private static boolean send(Waiting waiting, IntegrationServerFrame frame) {
    return IntegrationFrames.send(waiting.connection(), frame);
  }

  private void end(Waiting waiting) {
    byRequest.remove(waiting.request().requestId());
    byClient.remove(waiting.request().clientId());
    waiting.expiry().cancel(false);
    cooldown.begin(waiting.request().clientId()); // I-21
  }

  private Future<?> expiryOf(PendingRequest request) {
    long delayNanos = settings.requestTimeout().toNanos();
    return node.scheduler()
        .schedule(() -> expire(request.requestId()), delayNanos, TimeUnit.NANOSECONDS);
  }
}

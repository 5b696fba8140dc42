package dev.deltawire.server;

import dev.deltawire.server.internal.rfc7692.Negotiation;
import dev.deltawire.server.spi.Acceptance;
import dev.deltawire.server.spi.Compression;
import dev.deltawire.server.spi.Dialect.Admission;
import dev.deltawire.server.spi.DialectOptions;
import dev.deltawire.server.spi.HttpRequest;
import dev.deltawire.server.spi.HttpResponse;
import dev.deltawire.server.spi.Session;
import dev.deltawire.server.spi.UpgradeHandler;
import dev.deltawire.server.spi.UpgradeResponder;
import dev.deltawire.server.spi.WebSocketChannel;
import dev.deltawire.server.spi.WebSocketListener;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;

/** Decides on upgrades, by the checks of X-09 in their order; the first that fails answers. */
final class UpgradeGate implements UpgradeHandler {

  private final Map<String, MountedDialect> mounts;
  private final ConnectionServices services;
  private final ConnectionRegistry registry;
  private final Executor executor;
  private volatile boolean draining;

  UpgradeGate(
      Map<String, MountedDialect> mounts,
      ConnectionServices services,
      ConnectionRegistry registry,
      Executor executor) {
    this.mounts = mounts;
    this.services = services;
    this.registry = registry;
    this.executor = executor;
  }

  /** From now on every upgrade is refused with 503. */
  void startDraining() {
    draining = true;
  }

  @Override
  public void upgrade(HttpRequest request, UpgradeResponder responder) {
    MountedDialect mounted = mounts.get(request.path());
    if (mounted == null) {
      responder.refuse(HttpResponse.text(404, "not found"));
      return;
    }
    OptionalInt refusal = refusalAtSight(mounted, request);
    if (refusal.isPresent()) {
      refuse(mounted, refusal.getAsInt(), responder);
    } else {
      authenticate(new HeldPlace(mounted), request, responder);
    }
  }

  /** The status that handshake, source address or origin deserve. */
  private OptionalInt refusalAtSight(MountedDialect mounted, HttpRequest request) {
    Optional<Integer> defect = Handshake.defect(request);
    if (defect.isPresent()) {
      return OptionalInt.of(defect.get());
    }
    if (!mounted.allowsOrigin(request)) {
      return OptionalInt.of(403);
    }
    try {
      return mounted.dialect().screen(request);
    } catch (RuntimeException e) { // a defect of an embedder's check
      services.errors().onError("screening", e);
      return OptionalInt.of(500);
    }
  }

  /** The refusal of one status, with the headers that RFC 9110 and X-08 ask for. */
  static HttpResponse refusal(MountedDialect mounted, int status) {
    HttpResponse response = mounted.dialect().refusal(status);
    return switch (status) {
      case 405 -> response.withHeader("Allow", "GET");
      case 426 ->
          response.withHeader("Upgrade", "websocket").withHeader("Sec-WebSocket-Version", "13");
      default -> response.challenged();
    };
  }

  private void authenticate(HeldPlace place, HttpRequest request, UpgradeResponder responder) {
    if (draining || !place.take()) {
      refuse(place.mounted, 503, responder);
      return;
    }
    try {
      executor.execute(() -> admit(place, request, responder));
    } catch (RejectedExecutionException e) { // shutting down
      giveUp(place, 503, responder);
    } catch (Throwable t) { // the transport ends the connection
      place.giveBack();
      throw t;
    }
  }

  private void admit(HeldPlace place, HttpRequest request, UpgradeResponder responder) {
    try {
      Admission admission = place.mounted.dialect().admit(request);
      if (admission instanceof Admission.Refused refused) {
        place.giveBack();
        responder.refuse(refused.response().challenged());
      } else if (draining) {
        giveUp(place, 503, responder);
      } else if (admission instanceof Admission.Accepted accepted) {
        accept(place, accepted, request, responder);
      } else {
        responder.accept(acceptance(place, (Admission.Anonymous) admission, request));
      }
    } catch (Throwable t) { // nobody else answers the peer, or gives back its place
      services.errors().onError("admission", t);
      giveUp(place, 500, responder);
    }
  }

  private void accept(
      HeldPlace place,
      Admission.Accepted accepted,
      HttpRequest request,
      UpgradeResponder responder) {
    if (place.assign(accepted.principal())) {
      responder.accept(
          acceptance(place, accepted.session(), request)
              .withSubprotocol(Optional.ofNullable(accepted.subprotocol())));
    } else {
      giveUp(place, 429, responder);
    }
  }

  private Acceptance acceptance(
      HeldPlace place, Admission.Anonymous anonymous, HttpRequest request) {
    return acceptance(place, anonymous.session(), request)
        .withMaxMessageBytes(place.mounted.options().maxAnonymousMessageBytes());
  }

  private Acceptance acceptance(
      HeldPlace place, Function<Connection, Session> session, HttpRequest request) {
    DialectOptions options = place.mounted.options();
    Optional<Compression> compression = compression(options, request);
    boolean deflates = compression.isPresent();
    return Acceptance.of(
            options.maxMessageBytes(), channel -> open(place, session, channel, deflates))
        .withCompression(compression);
  }

  /** What is agreed on compression, where server and dialect allow any. */
  private Optional<Compression> compression(DialectOptions options, HttpRequest request) {
    CompressionOptions own = services.compression();
    if (!own.enabled() || !options.compression()) {
      return Optional.empty();
    }
    return Handshake.extensions(request)
        .flatMap(offers -> Negotiation.choose(offers, own.clientTakeover()));
  }

  /** Refuses, and gives back the place that was taken. */
  private void giveUp(HeldPlace place, int status, UpgradeResponder responder) {
    place.giveBack();
    refuse(place.mounted, status, responder);
  }

  private void refuse(MountedDialect mounted, int status, UpgradeResponder responder) {
    HttpResponse response;
    try {
      response = refusal(mounted, status);
    } catch (Throwable t) { // the dialect's defect must not leave the peer without answer
      services.errors().onError("refusal", t);
      response = HttpResponse.text(status, "");
    }
    responder.refuse(response);
  }

  private WebSocketListener open(
      HeldPlace place,
      Function<Connection, Session> session,
      WebSocketChannel channel,
      boolean deflates) {
    try {
      DialectOptions options = place.mounted.options();
      ServerConnection connection =
          new ServerConnection(registry.nextId(), services, options, channel, place, deflates);
      place.connection = connection;
      connection.open(session);
      registry.add(connection);
      if (draining) {
        connection.close(CloseFrame.GOING_AWAY, Drain.REASON);
      }
      return connection;
    } catch (Throwable t) { // the transport has no listener to tell of the end
      place.giveBack();
      throw t;
    }
  }

  /** A place in the registry, and at the mount if it has a principal. */
  private final class HeldPlace implements Place {
    private final MountedDialect mounted;
    private String principal;
    private boolean givenBack;
    private ServerConnection connection;

    HeldPlace(MountedDialect mounted) {
      this.mounted = mounted;
    }

    /** Takes it; false when all are taken. */
    boolean take() {
      return registry.reserve();
    }

    @Override
    public synchronized boolean assigned() {
      return principal != null;
    }

    @Override
    public synchronized boolean assign(String name) {
      if (principal != null) {
        throw new IllegalStateException("the connection has a principal");
      }
      if (givenBack) {
        return true; // it has gone and counts no more
      }
      if (!mounted.reserve(name, services.limits().maxConnectionsPerPrincipal())) {
        return false;
      }
      principal = name;
      return true;
    }

    @Override
    public synchronized void giveBack() {
      if (givenBack) {
        return;
      }
      givenBack = true;
      if (connection != null) {
        registry.remove(connection);
      }
      registry.release();
      if (principal != null) {
        mounted.release(principal);
      }
    }
  }
}

package dev.deltawire.dialects.home;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.server.Connection;
import dev.deltawire.server.spi.Dialect.Admission;
import dev.deltawire.server.spi.HttpRequest;
import dev.deltawire.server.spi.Node;
import dev.deltawire.server.spi.Session;
import java.util.Optional;

/** Who gets in (H-01 to H-06). Thread: the executor's; may block. */
final class Admissions {

  private final HomeSettings settings;
  private final HomeParts parts;
  private final Node node;
  private final Authentication authentication;

  Admissions(HomeSettings settings, HomeParts parts, Authentication authentication, Node node) {
    this.settings = settings;
    this.authentication = authentication;
    this.parts = parts;
    this.node = node;
  }

  Admission admit(HttpRequest upgrade) {
    try {
      if (isShutOut(upgrade)) {
        return refuse(503); // H-05: before authentication
      }
      Credentials credentials =
          Credentials.of(upgrade, settings.bearerPrefix(), settings.subprotocol());
      Optional<HomePrincipal> principal =
          credentials.token().isPresent()
              ? authentication.of(credentials.token().get())
              : Optional.empty();
      if (principal.isEmpty()) {
        return refuse(401); // H-02, H-06
      }
      register(principal.get());
      return accept(principal.get(), credentials.subprotocol());
    } catch (StoreException e) {
      node.errorHandler().onError("home admission", e);
      return refuse(500);
    }
  }

  private boolean isShutOut(HttpRequest upgrade) throws StoreException {
    return settings.store().killSwitch()
        && !settings.trustedNetworks().contains(upgrade.remoteAddress().getAddress());
  }

  /** H-03: a device is known from its first token on. */
  private void register(HomePrincipal principal) throws StoreException {
    Device device = new Device(principal.deviceId(), principal.userId(), principal.deviceType());
    HomeStore.Devices devices = settings.store().devices();
    if (!devices.find(device.deviceId()).equals(Optional.of(device))) {
      devices.register(device);
    }
  }

  private Admission accept(HomePrincipal principal, String subprotocol) {
    return new Admission.Accepted(
        principal.deviceId(), subprotocol, connection -> open(principal, connection));
  }

  private static Admission refuse(int status) {
    return new Admission.Refused(Refusals.of(status));
  }

  private Session open(HomePrincipal principal, Connection connection) {
    HomeSession session = HomeSession.open(parts, new HomePeer(principal, connection));
    node.executor().execute(() -> closeIfRevoked(principal, session));
    return session;
  }

  /** A revocation between the handshake and the session has found no connection to close. */
  private void closeIfRevoked(HomePrincipal principal, HomeSession session) {
    try {
      if (authentication.isRevoked(principal)) {
        session.revoke();
      }
    } catch (StoreException e) {
      node.errorHandler().onError("home admission", e);
    }
  }
}

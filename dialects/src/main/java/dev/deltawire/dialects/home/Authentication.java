package dev.deltawire.dialects.home;

import dev.deltawire.dialects.StoreException;
import java.util.Optional;

/** Who a token is, and whether it still is (H-02, H-06). Thread: any; may block. */
final class Authentication {

  private final HomeAuthenticator authenticator;
  private final HomeStore.Devices devices;

  Authentication(HomeAuthenticator authenticator, HomeStore.Devices devices) {
    this.authenticator = authenticator;
    this.devices = devices;
  }

  /** Whom a token speaks for, unless it is bad or void. */
  Optional<HomePrincipal> of(String token) throws StoreException {
    Optional<HomePrincipal> principal = authenticator.authenticate(token);
    return principal.isPresent() && isRevoked(principal.get()) ? Optional.empty() : principal;
  }

  boolean isRevoked(HomePrincipal principal) throws StoreException {
    return devices.isRevoked(principal.deviceId(), principal.sessionId());
  }
}

package dev.deltawire.dialects.home;

import dev.deltawire.dialects.SecretHash;
import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.internal.Periodic;
import dev.deltawire.dialects.internal.Secrets;
import dev.deltawire.server.spi.Node;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * How devices come to their tokens: an invitation, its completion, and refreshes (H-49 to H-52).
 *
 * <p>Thread: any but a connection's; every method may block on the store.
 */
public final class HomePairing {

  /** With the fifth wrong secret a code is void (H-50). */
  private static final int MOST_GUESSES = 5;

  private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  private static final int CODE_LENGTH = 6;
  private static final int SECRET_BYTES = 32;
  private static final String REFRESH_PREFIX = "rt_";
  private static final Duration PURGE_PERIOD = Duration.ofHours(1);

  private final HomeSettings settings;
  private final HomeTokenIssuer issuer;
  private final HomeHub hub;
  private final Node node;

  HomePairing(HomeSettings settings, HomeTokenIssuer issuer, HomeHub hub, Node node) {
    this.settings = settings;
    this.issuer = issuer;
    this.hub = hub;
    this.node = node;
  }

  /** Invites one device of a user: for {@code pairingTtl} whoever shows both texts is let in. */
  public PairingInvitation start(String userId, Scope scope) throws StoreException {
    HomePrincipal.requireId("userId", userId);
    String secret = Secrets.random(SECRET_BYTES);
    Instant now = now();
    OpenPairing pairing;
    do {
      pairing =
          new OpenPairing(
              settings.ids().get(),
              Secrets.code(ALPHABET, CODE_LENGTH),
              SecretHash.of(secret),
              userId,
              scope,
              now.plus(settings.lifetimes().pairing()));
    } while (!store().open(pairing, now)); // another open pairing has the code
    return new PairingInvitation(pairing, secret);
  }

  /**
   * Completes a pairing with a fresh session; empty if code and secret are not those of an open
   * pairing, whatever the reason.
   *
   * <p>A device that belonged to somebody else is revoked first: nothing of it stays behind.
   */
  public Optional<DeviceTokens> complete(String code, String secret, DeviceInfo info)
      throws StoreException {
    Optional<OpenPairing> open = store().guess(code, MOST_GUESSES, now());
    if (open.isEmpty() || !open.get().secret().matches(secret)) {
      return Optional.empty();
    }
    HomePrincipal principal = principal(open.get(), info);
    revokeForeign(principal);
    String refresh = refreshToken();
    boolean first = store().complete(open.get().id(), kept(principal, refresh));
    return first ? Optional.of(tokens(principal, refresh)) : Optional.empty();
  }

  /** Replaces a refresh token, which is void at once; empty if it is void already (H-51). */
  public Optional<DeviceTokens> refresh(String token) throws StoreException {
    SecretHash hash = SecretHash.of(token);
    Optional<RefreshToken> old =
        store().token(hash).filter(kept -> now().isBefore(kept.expiresAt()));
    if (old.isEmpty()) {
      return Optional.empty();
    }
    String refresh = refreshToken();
    HomePrincipal principal = old.get().principal();
    boolean first = store().replace(hash, kept(principal, refresh));
    return first ? Optional.of(tokens(principal, refresh)) : Optional.empty();
  }

  /** Forgets what has expired, now and again until it is stopped. */
  Periodic startPurging() {
    return Periodic.start(
        node, "home pairing purge", Duration.ZERO, PURGE_PERIOD, () -> store().purge(now()));
  }

  private HomePrincipal principal(OpenPairing pairing, DeviceInfo info) {
    String deviceId = info.deviceId().orElseGet(() -> settings.ids().get().toString());
    Optional<String> session = Optional.of(UUID.randomUUID().toString());
    return new HomePrincipal(deviceId, pairing.userId(), info.type(), session, pairing.scope());
  }

  private void revokeForeign(HomePrincipal principal) throws StoreException {
    Optional<Device> known = settings.store().devices().find(principal.deviceId());
    if (known.isPresent() && !known.get().userId().equals(principal.userId())) {
      hub.revoke(principal.deviceId());
    }
  }

  private RefreshToken kept(HomePrincipal principal, String token) {
    Instant expiresAt = now().plus(settings.lifetimes().refreshToken());
    return new RefreshToken(SecretHash.of(token), principal, expiresAt);
  }

  private DeviceTokens tokens(HomePrincipal principal, String refresh) {
    Duration ttl = settings.lifetimes().accessToken();
    return new DeviceTokens(principal, issuer.issue(principal, ttl), refresh, ttl);
  }

  private static String refreshToken() {
    return REFRESH_PREFIX + Secrets.random(SECRET_BYTES);
  }

  private HomeStore.Pairings store() {
    return settings.store().pairings();
  }

  private Instant now() {
    return node.clock().instant();
  }
}

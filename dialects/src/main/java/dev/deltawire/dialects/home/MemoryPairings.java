package dev.deltawire.dialects.home;

import dev.deltawire.dialects.SecretHash;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Open pairings and refresh tokens in memory. */
final class MemoryPairings implements HomeStore.Pairings {

  private static final class Open {
    final OpenPairing pairing;
    int guesses;

    Open(OpenPairing pairing) {
      this.pairing = pairing;
    }

    boolean hasExpired(Instant now) {
      return !now.isBefore(pairing.expiresAt());
    }
  }

  private final MemoryDevices devices;
  private final Map<String, Open> openByCode = new HashMap<>();

  /** Its lock is that of the devices, with which pairings and tokens come and go. */
  MemoryPairings(MemoryDevices devices) {
    this.devices = devices;
  }

  @Override
  public boolean open(OpenPairing pairing, Instant now) {
    synchronized (devices) {
      Open taken = openByCode.get(pairing.code());
      if (taken != null && !taken.hasExpired(now)) {
        return false;
      }
      openByCode.put(pairing.code(), new Open(pairing));
      return true;
    }
  }

  @Override
  public Optional<OpenPairing> guess(String code, int most, Instant now) {
    synchronized (devices) {
      Open open = openByCode.get(code);
      if (open == null || open.hasExpired(now) || open.guesses >= most) {
        return Optional.empty();
      }
      open.guesses++;
      return Optional.of(open.pairing);
    }
  }

  @Override
  public boolean complete(UUID pairingId, RefreshToken token) {
    synchronized (devices) {
      if (!openByCode.values().removeIf(open -> open.pairing.id().equals(pairingId))) {
        return false;
      }
      HomePrincipal principal = token.principal();
      devices.register(
          new Device(principal.deviceId(), principal.userId(), principal.deviceType()));
      devices.pair(principal.deviceId(), principal.sessionId().orElseThrow());
      devices.refreshTokens().put(token.hash(), token);
      return true;
    }
  }

  @Override
  public Optional<RefreshToken> token(SecretHash hash) {
    synchronized (devices) {
      return Optional.ofNullable(devices.refreshTokens().get(hash));
    }
  }

  @Override
  public boolean replace(SecretHash hash, RefreshToken next) {
    synchronized (devices) {
      if (devices.refreshTokens().remove(hash) == null) {
        return false;
      }
      devices.refreshTokens().put(next.hash(), next);
      return true;
    }
  }

  @Override
  public void purge(Instant now) {
    synchronized (devices) {
      openByCode.values().removeIf(open -> open.hasExpired(now));
      devices.refreshTokens().values().removeIf(token -> !now.isBefore(token.expiresAt()));
    }
  }
}

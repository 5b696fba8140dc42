package dev.deltawire.dialects.home;

import dev.deltawire.dialects.SecretHash;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Devices in memory. */
final class MemoryDevices implements HomeStore.Devices {

  private final Map<String, Device> known = new HashMap<>();
  private final Set<String> revoked = new HashSet<>();

  /** The pairings since the last revocation, by device. */
  private final Map<String, Set<String>> pairings = new HashMap<>();

  private final Map<SecretHash, RefreshToken> refreshTokens = new HashMap<>();

  @Override
  public synchronized void register(Device device) {
    known.put(device.deviceId(), device);
  }

  @Override
  public synchronized void pair(String deviceId, String sessionId) {
    pairings.computeIfAbsent(deviceId, id -> new HashSet<>()).add(sessionId);
  }

  @Override
  public synchronized void revoke(String deviceId) {
    revoked.add(deviceId);
    pairings.remove(deviceId);
    refreshTokens.values().removeIf(token -> token.principal().deviceId().equals(deviceId));
  }

  @Override
  public synchronized boolean isRevoked(String deviceId, Optional<String> sessionId) {
    return revoked.contains(deviceId)
        && sessionId.filter(pairings.getOrDefault(deviceId, Set.of())::contains).isEmpty();
  }

  @Override
  public synchronized Optional<Device> find(String deviceId) {
    return Optional.ofNullable(known.get(deviceId)).filter(this::isActive);
  }

  @Override
  public synchronized List<Device> list(Optional<String> userId) {
    return known.values().stream()
        .filter(device -> userId.isEmpty() || userId.get().equals(device.userId()))
        .filter(this::isActive)
        .toList();
  }

  /** By hash; the caller holds this object's lock. */
  Map<SecretHash, RefreshToken> refreshTokens() {
    return refreshTokens;
  }

  private boolean isActive(Device device) {
    return !revoked.contains(device.deviceId()) || pairings.containsKey(device.deviceId());
  }
}

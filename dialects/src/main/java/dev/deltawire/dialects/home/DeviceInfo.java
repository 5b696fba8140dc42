package dev.deltawire.dialects.home;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What a device says of itself when it is paired (H-50).
 *
 * @param deviceId 1 to 128 code points; missing, it gets a new one
 */
public record DeviceInfo(DeviceType type, Optional<String> deviceId) {

  /** Refuses what H-03 does not allow in a token. */
  public DeviceInfo {
    requireNonNull(type, "type");
    deviceId.ifPresent(id -> HomePrincipal.requireId("deviceId", id));
  }
}

package dev.deltawire.dialects.home;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Whom a token speaks for (H-03).
 *
 * @param deviceId 1 to 128 code points
 * @param userId 1 to 128 code points
 * @param sessionId the pairing that the token stems from (H-06), if any
 */
public record HomePrincipal(
    String deviceId,
    String userId,
    DeviceType deviceType,
    Optional<String> sessionId,
    Scope scope) {

  /** Most code points of an id. */
  public static final int MAX_ID_CODE_POINTS = 128;

  public HomePrincipal {
    requireId("deviceId", deviceId);
    requireId("userId", userId);
    requireNonNull(deviceType, "deviceType");
    requireNonNull(sessionId, "sessionId");
    requireNonNull(scope, "scope");
  }

  /** A member's principal that stems from no pairing. */
  public static HomePrincipal of(String deviceId, String userId, DeviceType deviceType) {
    return new HomePrincipal(deviceId, userId, deviceType, Optional.empty(), Scope.MEMBER);
  }

  /** Refuses an id of another length. */
  static void requireId(String name, String id) {
    if (id.isEmpty() || id.codePointCount(0, id.length()) > MAX_ID_CODE_POINTS) {
      throw new IllegalArgumentException(name + " must have 1 to 128 code points");
    }
  }
}

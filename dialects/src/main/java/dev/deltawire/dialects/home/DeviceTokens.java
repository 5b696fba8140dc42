package dev.deltawire.dialects.home;

import java.time.Duration;

/**
 * What a device is let in with until it refreshes (H-50, H-51).
 *
 * @param principal whom they speak for
 * @param expiresIn how long the access token lasts
 */
public record DeviceTokens(
    HomePrincipal principal, String accessToken, String refreshToken, Duration expiresIn) {

  @Override
  public String toString() {
    return "tokens of a device";
  }
}

package dev.deltawire.dialects.home;

import dev.deltawire.dialects.SecretHash;
import java.time.Instant;

/**
 * A refresh token as it is kept: good for one refresh (H-51).
 *
 * @param hash of what the device has
 * @param principal whom its access tokens speak for; it has a session
 * @param expiresAt from when on it is void
 */
public record RefreshToken(SecretHash hash, HomePrincipal principal, Instant expiresAt) {}

package dev.deltawire.dialects.home;

import dev.deltawire.dialects.SecretHash;
import java.time.Instant;
import java.util.UUID;

/**
 * A pairing that the operator has started and no device has completed (H-49).
 *
 * @param code 6 capital letters and digits; no two open pairings have the same
 * @param secret what a device must show besides the code
 * @param userId whose device it will be
 * @param expiresAt from when on nobody can complete it
 */
public record OpenPairing(
    UUID id, String code, SecretHash secret, String userId, Scope scope, Instant expiresAt) {}

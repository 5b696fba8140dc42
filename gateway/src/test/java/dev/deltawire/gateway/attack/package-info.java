/**
 * Hostile peers against a real {@code serve} process with default settings and 256 MiB of heap.
 *
 * <p>The attacker is a process of its own, so that it does not disturb the healthy peer whose
 * answers the test times.
 */
package dev.deltawire.gateway.attack;

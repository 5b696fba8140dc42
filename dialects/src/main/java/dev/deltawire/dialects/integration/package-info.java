/**
 * The {@code integration} dialect (PROTOCOLS section 2): programs on the same machine ask the user
 * for the channel's key and hear of its events.
 */
package dev.deltawire.dialects.integration;

/** The {@code messenger} dialect as the gateway runs it (PROTOCOLS section 6). */
package dev.deltawire.gateway.messenger;

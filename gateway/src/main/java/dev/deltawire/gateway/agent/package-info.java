/** The {@code agent} dialect as the gateway runs it (PROTOCOLS section 3). */
package dev.deltawire.gateway.agent;

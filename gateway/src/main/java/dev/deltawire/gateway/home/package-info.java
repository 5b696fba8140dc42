/** The {@code home} dialect in the gateway: its settings, tokens, REST paths and demo. */
package dev.deltawire.gateway.home;

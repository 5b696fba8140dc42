/** The {@code integration} dialect as the gateway runs it: its key, its REST paths, its page. */
package dev.deltawire.gateway.integration;

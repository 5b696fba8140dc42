/** The {@code chat} dialect in the gateway: its settings, tokens, HTTP methods and demo. */
package dev.deltawire.gateway.chat;

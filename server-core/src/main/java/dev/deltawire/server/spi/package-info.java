/**
 * What plugs into the core: transports below it, dialects above it, a backplane beside it.
 *
 * <p>A transport moves bytes and knows RFC 6455; it never sees a message of a dialect. A dialect
 * knows messages; it never sees a socket. Both meet only in the core.
 */
package dev.deltawire.server.spi;

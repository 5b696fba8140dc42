/**
 * RFC 6455 and plain HTTP/1.1 on one port, on {@code java.nio} alone.
 *
 * <p>A loop owns its connections; a connection is always in one phase: it serves HTTP, speaks
 * WebSocket, or lingers until its peer has read the last byte.
 */
package dev.deltawire.transport.jdk;

/**
 * An adapter over Java-WebSocket.
 *
 * <p>The library listens, selects, reads and closes. What it lacks or does in its own way is taken
 * from it: {@link dev.deltawire.transport.javawebsocket.GuardChannel} bounds what it reads, {@link
 * dev.deltawire.transport.javawebsocket.ByteDraft} puts the core's strict parsers in the place of
 * its own, and {@link dev.deltawire.transport.javawebsocket.Peer} writes without its queue.
 */
package dev.deltawire.transport.javawebsocket;

/**
 * An adapter over Java-WebSocket.
 *
 * <p>The library listens, accepts, and takes each connection through its handshake and its end.
 * What it lacks or does in its own way is taken from it: {@link
 * dev.deltawire.transport.javawebsocket.LibraryServer} has it accept no more than the loops keep up
 * with, {@link dev.deltawire.transport.javawebsocket.GuardChannel} lets it neither read nor write,
 * because the loops do, and {@link dev.deltawire.transport.javawebsocket.FormalDraft} leaves
 * nothing of its handshake, because a {@link dev.deltawire.transport.javawebsocket.Peer} reads the
 * head.
 */
package dev.deltawire.transport.javawebsocket;

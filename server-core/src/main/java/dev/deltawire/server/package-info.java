/**
 * The core that an embedder sees: a server, its connections, and streams of text.
 *
 * <p>A stream is an append-only log, a receiver is a cursor, a socket pulls.
 */
package dev.deltawire.server;

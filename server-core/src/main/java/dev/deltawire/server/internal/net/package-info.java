/**
 * What both transports do with a socket of {@code java.nio}.
 *
 * <p>A {@link dev.deltawire.server.internal.net.SocketLoop} owns its connections. A transport
 * brings the {@link dev.deltawire.server.internal.net.SocketConnection}, which reads and ends;
 * writing is the {@link dev.deltawire.server.internal.net.SocketOutput}'s, and what is said after
 * the upgrade the {@link dev.deltawire.server.internal.net.WebSocketSession}'s.
 */
package dev.deltawire.server.internal.net;

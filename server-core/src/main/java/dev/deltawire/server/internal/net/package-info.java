/**
 * What both transports do with a socket of {@code java.nio}.
 *
 * <p>A {@link dev.deltawire.server.internal.net.SocketLoop} owns its connections. A {@link
 * dev.deltawire.server.internal.net.TcpConnection} reads and ends, its {@link
 * dev.deltawire.server.internal.net.SocketOutput} writes, and what it is doing now is its {@link
 * dev.deltawire.server.internal.net.Phase}: a transport brings the one before the upgrade, and
 * after it comes the {@link dev.deltawire.server.internal.net.WebSocketSession}.
 */
package dev.deltawire.server.internal.net;

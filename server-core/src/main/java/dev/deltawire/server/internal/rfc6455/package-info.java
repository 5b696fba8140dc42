/**
 * Syntax and rules of the wire, without sockets: request heads (RFC 9112) and frames (RFC 6455).
 *
 * <p>Three layers. {@link dev.deltawire.server.internal.rfc6455.FrameReader} knows the layout of a
 * frame and no rule, {@link dev.deltawire.server.internal.rfc6455.FrameRules} knows the rules and
 * no buffer, and a transport's session, usually through {@link
 * dev.deltawire.server.internal.rfc6455.MessageReader}, knows no bit of either. Every reader works
 * at every split of its input and looks at every byte once.
 */
package dev.deltawire.server.internal.rfc6455;

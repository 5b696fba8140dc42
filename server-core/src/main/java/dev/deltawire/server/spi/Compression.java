package dev.deltawire.server.spi;

/**
 * What was agreed with one peer on permessage-deflate (RFC 7692 §7.1).
 *
 * <p>The server never refers to earlier messages ({@code server_no_context_takeover}), so that one
 * compressed frame serves many peers.
 *
 * @param answer the value of {@code Sec-WebSocket-Extensions} in the answer
 * @param clientTakeover whether the client may refer to its earlier messages: whoever inflates them
 *     has to remember 32 KiB of them
 */
public record Compression(String answer, boolean clientTakeover) {}

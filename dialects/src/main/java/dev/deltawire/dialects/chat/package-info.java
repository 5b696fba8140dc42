/**
 * The {@code chat} dialect (PROTOCOLS section 5): people and agents share rooms; methods are called
 * over the socket or over HTTP, events are pushed.
 *
 * <p>{@link dev.deltawire.dialects.chat.ChatDialect} is mounted on a server; an embedder gives it
 * {@link dev.deltawire.dialects.chat.ChatTokens} and, for data that outlives the process, a {@link
 * dev.deltawire.dialects.chat.ChatStore}.
 */
package dev.deltawire.dialects.chat;

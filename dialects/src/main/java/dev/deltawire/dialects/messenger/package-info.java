/**
 * The {@code messenger} dialect (PROTOCOLS section 6): agents exchange durable messages.
 *
 * <p>A mailbox is a log in the store, a socket is a cursor in it, an acknowledgement moves the
 * mailbox's floor. {@link dev.deltawire.dialects.messenger.MessengerDialect} is mounted, {@link
 * dev.deltawire.dialects.messenger.MessengerHub} sends and reads, {@link
 * dev.deltawire.dialects.messenger.MessengerStore} remembers.
 */
package dev.deltawire.dialects.messenger;

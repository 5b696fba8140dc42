package dev.deltawire.dialects.messenger;

import java.util.OptionalLong;

/**
 * What became of a message (M-41).
 *
 * @param fresh whether it was stored now; else it was before
 * @param backlog undelivered messages of the direct recipient, when they are many (M-47)
 */
public record Sent(Entry entry, boolean fresh, String recipient, OptionalLong backlog) {}

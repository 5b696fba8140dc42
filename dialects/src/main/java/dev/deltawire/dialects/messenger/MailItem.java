package dev.deltawire.dialects.messenger;

import dev.deltawire.model.messenger.Message;

/** One entry of a mailbox's log. */
public record MailItem(long number, Message message) {}

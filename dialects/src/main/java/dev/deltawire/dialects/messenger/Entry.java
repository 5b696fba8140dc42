package dev.deltawire.dialects.messenger;

import dev.deltawire.model.messenger.DeliveryStatus;
import dev.deltawire.model.messenger.Message;

/**
 * A message as one of its participants sees it.
 *
 * @param delivery its number in the reader's mailbox; 0 for its sender
 * @param status of the reader's delivery; for the sender, as far as all recipients have got
 */
public record Entry(Message message, long delivery, DeliveryStatus status) {}

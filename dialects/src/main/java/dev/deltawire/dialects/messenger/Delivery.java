package dev.deltawire.dialects.messenger;

/**
 * A message's place in one recipient's mailbox.
 *
 * @param number from 1 on, +1 per delivery, without holes
 */
public record Delivery(String recipient, long number) {}

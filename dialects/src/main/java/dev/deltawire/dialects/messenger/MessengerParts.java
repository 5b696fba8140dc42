package dev.deltawire.dialects.messenger;

import dev.deltawire.dialects.internal.Fanout;
import dev.deltawire.server.spi.Node;

/** What all sessions and the hub work with. */
record MessengerParts(
    MessengerStore store,
    Fanout<MailboxEvent> fanout,
    Acceptances acceptances,
    Attendance attendance,
    TypingBoard typing,
    Postbox postbox,
    Node node) {

  static MessengerParts of(MessengerSettings settings, Node node) {
    MessengerStore store = settings.store();
    Fanout<MailboxEvent> fanout =
        new Fanout<>(node.topics(), MailboxEvent.Codec::decode, node.errorHandler());
    TypingBoard typing =
        new TypingBoard(store.conversations(), fanout, settings.typingTimeout(), node);
    return new MessengerParts(
        store,
        fanout,
        new Acceptances(store.mailboxes(), node),
        new Attendance(store, fanout, typing, node),
        typing,
        new Postbox(settings, fanout, node.clock()),
        node);
  }
}

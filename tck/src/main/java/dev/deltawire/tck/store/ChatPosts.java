package dev.deltawire.tck.store;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.chat.ChatStore;
import dev.deltawire.dialects.chat.Participant;
import dev.deltawire.model.chat.Account;
import dev.deltawire.model.chat.Attachment;
import dev.deltawire.model.chat.Message;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A room of two in a chat store, and what is said there. */
record ChatPosts(ChatStore store, UUID room) {

  static final Instant NOW = Instant.parse("2026-04-23T14:02:10.123Z");
  static final Account OPS = Account.human("ops", "Ops");
  static final Account ANN = Account.human("ann", "Ann");
  static final Account BOT = Account.agent("bot", "Bot");

  /** A new room with two new accounts. */
  static ChatPosts in(ChatStore store) throws StoreException {
    store.accounts().add(Participant.of(OPS));
    store.accounts().add(Participant.of(ANN));
    UUID id = UUID.randomUUID();
    store.conversations().add(id, Optional.empty(), List.of("ops", "ann"), NOW);
    return new ChatPosts(store, id);
  }

  /** The same room in a store that was opened again. */
  static ChatPosts at(ChatStore store, UUID room) {
    return new ChatPosts(store, room);
  }

  Message say(Account sender, String text) throws StoreException {
    return say(sender, text, NOW);
  }

  Message say(Account sender, String text, Instant at) throws StoreException {
    Message message = message(sender, text, null, at);
    store.messages().append(message, 0);
    return message;
  }

  Message say(Account sender, String text, List<Attachment> attachments) throws StoreException {
    Message message =
        new Message(
            UUID.randomUUID(),
            room,
            sender,
            text,
            null,
            NOW,
            NOW,
            List.of(),
            null,
            attachments,
            null);
    store.messages().append(message, 0);
    return message;
  }

  /** A message that is not stored. */
  Message message(Account sender, String text, String clientMsgId, Instant at) {
    return new Message(
        UUID.randomUUID(),
        room,
        sender,
        text,
        null,
        at,
        at,
        List.of(),
        clientMsgId,
        List.of(),
        null);
  }

  /** A placeholder that is stored. */
  Message begin(Account agent, int depth) throws StoreException {
    Message message = Message.placeholder(UUID.randomUUID(), room, agent, NOW);
    store.messages().append(message, depth);
    return message;
  }

  List<Message> history(String reader) throws StoreException {
    return store.messages().history(room, reader, 200, Optional.empty());
  }
}

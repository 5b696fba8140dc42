package dev.deltawire.dialects.chat;

import dev.deltawire.dialects.HistoryBudget;
import dev.deltawire.dialects.StoreException;
import dev.deltawire.model.chat.Account;
import dev.deltawire.model.chat.Attachment;
import dev.deltawire.model.chat.ChatCall.History;
import dev.deltawire.model.chat.ChatCall.SendMessage;
import dev.deltawire.model.chat.ChatResult.Page;
import dev.deltawire.model.chat.ChatServerFrame.MessageNew;
import dev.deltawire.model.chat.Message;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The sending and reading of messages (C-32 to C-34). Thread: the executor's; may block. */
final class MessageCalls {

  private final ChatContext context;
  private final ChatStore.Messages store;
  private final AgentTurns turns;

  MessageCalls(ChatContext context, AgentTurns turns) {
    this.context = context;
    this.store = context.store().messages();
    this.turns = turns;
  }

  void send(Caller caller, SendMessage call, Replies replies) throws ChatRefusal, StoreException {
    ChatRoom room = context.require(call.conversationId(), caller.username());
    context.order().in(room.id(), () -> send(caller, room, call, replies));
  }

  private void send(Caller caller, ChatRoom room, SendMessage call, Replies replies)
      throws ChatRefusal, StoreException {
    Optional<Message> earlier =
        call.clientMsgId() == null
            ? Optional.empty()
            : store.sent(caller.username(), call.clientMsgId());
    if (earlier.isEmpty()) {
      requireVisible(caller, call);
      Message message = message(room.find(caller.username()).orElseThrow(), call);
      int depth = message.sender().isAgent() ? store.depth(room.id()) + 1 : 0;
      earlier = store.append(message, depth);
      if (earlier.isEmpty()) {
        replies.reply(message);
        context.broadcast().announce(room, new MessageNew(message));
        turns.answer(room, message, depth);
        return;
      }
    }
    replies.reply(requireSameRoom(earlier.get(), room));
  }

  Page history(Caller caller, History call) throws ChatRefusal, StoreException {
    ChatRoom room = context.require(call.conversationId(), caller.username());
    Optional<UUID> before = Optional.ofNullable(call.before());
    if (before.isPresent()) {
      find(room.id(), before.get());
    }
    context.store().conversations().markRead(room.id(), caller.username()); // C-50
    List<Message> stored = store.history(room.id(), caller.username(), call.limit(), before);
    MessageStreams streams = context.streams();
    List<Message> fitting = HistoryBudget.newest(stored, streams::lengthNow);
    return new Page(fitting.stream().map(streams::asOfNow).toList());
  }

  /** C-32: what is answered must be visible to the caller. */
  private void requireVisible(Caller caller, SendMessage call) throws ChatRefusal, StoreException {
    UUID id = call.replyToId();
    if (id != null
        && (find(call.conversationId(), id).deleted() || store.isHidden(id, caller.username()))) {
      throw ChatRefusal.notFound("message");
    }
  }

  /** C-33. */
  private static Message requireSameRoom(Message earlier, ChatRoom room) throws ChatRefusal {
    if (!earlier.conversationId().equals(room.id())) {
      throw ChatRefusal.exists("client_msg_id");
    }
    return earlier;
  }

  private MessageFacts find(UUID conversationId, UUID id) throws ChatRefusal, StoreException {
    return store.facts(List.of(id)).stream()
        .filter(facts -> facts.conversationId().equals(conversationId))
        .findFirst()
        .orElseThrow(() -> ChatRefusal.notFound("message"));
  }

  private Message message(Account sender, SendMessage call) {
    Instant now = context.now();
    return new Message(
        context.ids().get(),
        call.conversationId(),
        sender,
        call.content(),
        call.replyToId(),
        now,
        now,
        List.of(),
        call.clientMsgId(),
        call.attachments().stream().map(this::withId).toList(),
        null);
  }

  /** C-14. */
  private Attachment withId(Attachment attachment) {
    return attachment.id() == null ? attachment.withId(context.ids().get().toString()) : attachment;
  }
}

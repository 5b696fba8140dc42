package dev.deltawire.dialects.chat;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.model.chat.ChatCall.CreateConversation;
import dev.deltawire.model.chat.ChatResult.Page;
import dev.deltawire.model.chat.Conversation;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What can be asked about conversations (C-29 to C-31). Thread: the executor's; may block. */
final class ConversationCalls {

  private final ChatContext context;

  ConversationCalls(ChatContext context) {
    this.context = context;
  }

  Page list(Caller caller) throws StoreException {
    return new Page(context.store().conversations().list(caller.username()));
  }

  Conversation get(Caller caller, UUID id) throws ChatRefusal, StoreException {
    return seenBy(caller, context.require(id, caller.username()));
  }

  void create(Caller caller, CreateConversation call, Replies replies)
      throws ChatRefusal, StoreException {
    Set<String> usernames = new LinkedHashSet<>();
    usernames.add(caller.username());
    usernames.addAll(call.userIds());
    if (usernames.size() < 2) {
      throw ChatRefusal.invalid("fewer than two participants");
    }
    for (String username : usernames) {
      if (context.store().accounts().find(username).isEmpty()) {
        throw ChatRefusal.notFound("account");
      }
    }
    add(caller, List.copyOf(usernames), Optional.ofNullable(call.title()), replies);
  }

  private void add(Caller caller, List<String> usernames, Optional<String> title, Replies replies)
      throws StoreException {
    UUID id = context.ids().get();
    ChatRoom room = context.store().conversations().add(id, title, usernames, context.now());
    replies.reply(seenBy(caller, room));
    if (room.id().equals(id)) {
      context.broadcast().conversationNew(caller, room); // C-23
    }
  }

  private Conversation seenBy(Caller caller, ChatRoom room) throws StoreException {
    return room.seenWith(context.store().conversations().unread(room.id(), caller.username()));
  }
}

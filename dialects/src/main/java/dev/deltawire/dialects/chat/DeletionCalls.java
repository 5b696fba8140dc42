package dev.deltawire.dialects.chat;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.model.chat.Account;
import dev.deltawire.model.chat.ChatCall.DeleteForMe;
import dev.deltawire.model.chat.ChatCall.DeleteMessages;
import dev.deltawire.model.chat.ChatResult.Done;
import dev.deltawire.model.chat.ChatServerFrame.MessageDeleted;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The deletion of messages (C-35, C-36, C-48). Thread: the executor's; may block. */
final class DeletionCalls {

  private final ChatContext context;
  private final AgentTurns turns;

  DeletionCalls(ChatContext context, AgentTurns turns) {
    this.context = context;
    this.turns = turns;
  }

  void delete(Caller caller, DeleteMessages call, Replies replies)
      throws ChatRefusal, StoreException {
    ChatRoom room = context.require(call.conversationId(), caller.username());
    context.order().in(room.id(), () -> delete(caller, room, call.ids(), replies));
  }

  private void delete(Caller caller, ChatRoom room, List<UUID> ids, Replies replies)
      throws ChatRefusal, StoreException {
    List<UUID> left = notDeleted(caller, find(room.id(), ids));
    if (left.isEmpty()) {
      replies.reply(Done.DONE);
      return;
    }
    context.store().messages().delete(left, context.now());
    replies.reply(Done.DONE);
    MessageDeleted event = new MessageDeleted(room.id(), left);
    List<AgentTurn> stopped = left.stream().map(turns::writing).flatMap(Optional::stream).toList();
    stopped.forEach(AgentTurn::stop);
    context.broadcast().announce(room, event);
    stopped.forEach(AgentTurn::stopped);
  }

  void hide(Caller caller, DeleteForMe call) throws ChatRefusal, StoreException {
    ChatRoom room = context.require(call.conversationId(), caller.username());
    find(room.id(), call.ids());
    context.store().messages().hide(caller.username(), Set.copyOf(call.ids()));
  }

  /** All of them, or a refusal. */
  private List<MessageFacts> find(UUID conversationId, List<UUID> ids)
      throws ChatRefusal, StoreException {
    Set<UUID> distinct = new LinkedHashSet<>(ids);
    List<MessageFacts> found = context.store().messages().facts(distinct);
    boolean all =
        found.size() == distinct.size()
            && found.stream().allMatch(m -> m.conversationId().equals(conversationId));
    if (!all) {
      throw ChatRefusal.notFound("message");
    }
    return found;
  }

  private static List<UUID> notDeleted(Caller caller, List<MessageFacts> found) throws ChatRefusal {
    List<MessageFacts> left = found.stream().filter(facts -> !facts.deleted()).toList();
    for (MessageFacts facts : left) {
      Account sender = facts.sender();
      boolean allowed =
          caller.username().equals(sender.username())
              || caller.username().equals(sender.parentUsername());
      if (!allowed) {
        throw ChatRefusal.denied("not the sender");
      }
    }
    return left.stream().map(MessageFacts::id).toList();
  }
}

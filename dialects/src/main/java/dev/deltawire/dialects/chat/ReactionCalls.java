package dev.deltawire.dialects.chat;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.model.chat.Account;
import dev.deltawire.model.chat.ChatCall.AddReaction;
import dev.deltawire.model.chat.ChatCall.RemoveReaction;
import dev.deltawire.model.chat.ChatCall.SetReactions;
import dev.deltawire.model.chat.ChatLimits;
import dev.deltawire.model.chat.ChatResult.Done;
import dev.deltawire.model.chat.ChatServerFrame.ReactionAdded;
import dev.deltawire.model.chat.ChatServerFrame.ReactionRemoved;
import dev.deltawire.model.chat.Reaction;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The reactions to messages (C-37, C-38, C-60). Thread: the executor's; may block. */
final class ReactionCalls {

  private final ChatContext context;
  private final ChatStore.Reactions store;

  ReactionCalls(ChatContext context) {
    this.context = context;
    this.store = context.store().reactions();
  }

  /** What is done to a message that the caller can see. */
  @FunctionalInterface
  private interface Work {
    void run(ChatRoom room, Account reactor) throws ChatRefusal, StoreException;
  }

  void add(Caller caller, AddReaction call, Replies replies) throws ChatRefusal, StoreException {
    change(
        caller,
        call.messageId(),
        (room, reactor) -> {
          requireRoom(call, reactor.username());
          Reaction added = new Reaction(call.messageId(), reactor, call.emoji(), context.now());
          Optional<Reaction> earlier = store.add(added);
          replies.reply(earlier.orElse(added));
          if (earlier.isEmpty()) {
            context.broadcast().announce(room, new ReactionAdded(added));
          }
        });
  }

  void remove(Caller caller, RemoveReaction call, Replies replies)
      throws ChatRefusal, StoreException {
    change(
        caller,
        call.messageId(),
        (room, reactor) -> {
          if (!store.remove(call.messageId(), reactor.username(), call.emoji())) {
            throw ChatRefusal.notFound("reaction");
          }
          replies.reply(Done.DONE);
          announceRemoval(room, call.messageId(), reactor, call.emoji());
        });
  }

  void set(Caller caller, SetReactions call, Replies replies) throws ChatRefusal, StoreException {
    change(
        caller,
        call.messageId(),
        (room, reactor) -> {
          ChatStore.Change change =
              store.replace(
                  call.messageId(), reactor, new LinkedHashSet<>(call.emojis()), context.now());
          replies.reply(Done.DONE);
          change.removed().forEach(e -> announceRemoval(room, call.messageId(), reactor, e));
          change
              .added()
              .forEach(added -> context.broadcast().announce(room, new ReactionAdded(added)));
        });
  }

  private void requireRoom(AddReaction call, String username) throws ChatRefusal, StoreException {
    List<String> own = store.emojis(call.messageId(), username);
    if (own.size() >= ChatLimits.REACTIONS && !own.contains(call.emoji())) {
      throw ChatRefusal.denied("too many reactions");
    }
  }

  private void announceRemoval(ChatRoom room, UUID messageId, Account reactor, String emoji) {
    context.broadcast().announce(room, new ReactionRemoved(messageId, reactor, emoji));
  }

  private void change(Caller caller, UUID messageId, Work work) throws ChatRefusal, StoreException {
    ChatRoom room = context.require(find(messageId).conversationId(), caller.username());
    Account reactor = room.find(caller.username()).orElseThrow();
    context
        .order()
        .in(
            room.id(),
            () -> {
              find(messageId); // it may have been deleted meanwhile
              work.run(room, reactor);
            });
  }

  private MessageFacts find(UUID messageId) throws ChatRefusal, StoreException {
    return context.store().messages().facts(List.of(messageId)).stream()
        .filter(facts -> !facts.deleted())
        .findFirst()
        .orElseThrow(() -> ChatRefusal.notFound("message"));
  }
}

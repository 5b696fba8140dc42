package dev.deltawire.dialects.chat;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.internal.TypingPlace;
import dev.deltawire.model.chat.Account;
import dev.deltawire.model.chat.ChatCall.SetTyping;
import dev.deltawire.model.chat.ChatResult.Done;
import java.util.UUID;

/**
 * One caller as it types (C-39). It keeps the place where it typed last: typing on there asks no
 * store and makes no garbage. Thread: the executor's, one call at a time; may block.
 */
final class Typist implements RoomOrder.Work<RuntimeException> {

  private final ChatContext context;
  private final TypingCalls calls;
  private final Caller caller;
  private final Replies replies;

  /** The place of this call, and of the next one if it is small; null when there is none. */
  private TypingPlace<UUID> place;

  /** Whether it is an agent; known with its first place. */
  private boolean isAgent;

  private boolean isTyping;

  Typist(ChatContext context, TypingCalls calls, Caller caller, Replies replies) {
    this.context = context;
    this.calls = calls;
    this.caller = caller;
    this.replies = replies;
  }

  void set(SetTyping call) throws ChatRefusal, StoreException {
    if (place == null || !place.isIn(call.conversationId())) {
      place = place(call.conversationId());
    }
    isTyping = call.isTyping();
    context.order().in(place.where(), this);
    if (!place.isSmall()) {
      place = null;
    }
  }

  @Override
  public void run() {
    calls.note(place, isAgent, isTyping);
    replies.reply(Done.DONE);
    context.broadcast().typing(place, isTyping);
  }

  private TypingPlace<UUID> place(UUID conversationId) throws ChatRefusal, StoreException {
    ChatRoom room = context.require(conversationId, caller.username());
    Account actor = room.find(caller.username()).orElseThrow();
    isAgent = actor.isAgent();
    return context.broadcast().typingPlace(room, actor);
  }
}

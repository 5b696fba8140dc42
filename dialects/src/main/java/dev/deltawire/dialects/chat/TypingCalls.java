package dev.deltawire.dialects.chat;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.internal.Typing;
import dev.deltawire.model.chat.Account;
import dev.deltawire.model.chat.ChatCall.SetTyping;
import dev.deltawire.model.chat.ChatResult.Done;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Who types where, and when that ends by itself (C-39, C-49). */
final class TypingCalls {

  /** Somebody typing in a conversation. */
  private record Place(UUID conversationId, String username) {}

  private final ChatContext context;
  private final Typing<Place> typing;

  /** Agents that act by themselves: their typing ends with their last socket only. */
  private final Set<Place> agents = ConcurrentHashMap.newKeySet();

  TypingCalls(ChatContext context, Duration timeout) {
    this.context = context;
    this.typing =
        new Typing<>(
            context.node().scheduler(),
            timeout,
            place -> context.node().executor().execute(() -> end(place)));
  }

  /** Thread: the executor's; may block. */
  void set(Caller caller, SetTyping call, Replies replies) throws ChatRefusal, StoreException {
    ChatRoom room = context.require(call.conversationId(), caller.username());
    Account actor = room.find(caller.username()).orElseThrow();
    context
        .order()
        .in(
            room.id(),
            () -> {
              note(new Place(room.id(), caller.username()), actor, call.isTyping());
              replies.reply(Done.DONE);
              context.broadcast().typing(room, actor, call.isTyping());
            });
  }

  /** Ends all typing of somebody whose last socket is lost. Thread: any; does not block. */
  void lost(String username) {
    List<Place> left = new ArrayList<>(typing.stopAll(p -> p.username().equals(username)));
    agents.stream().filter(p -> p.username().equals(username)).forEach(left::add);
    left.forEach(agents::remove);
    if (!left.isEmpty()) {
      context.node().executor().execute(() -> left.forEach(this::end));
    }
  }

  private void note(Place place, Account actor, boolean isTyping) {
    if (actor.isAgent()) {
      if (isTyping) {
        agents.add(place);
      } else {
        agents.remove(place);
      }
    } else if (isTyping) {
      typing.start(place);
    } else {
      typing.stop(place);
    }
  }

  /** Who has started again meanwhile has told so already. */
  private void tellEnd(Place place, ChatRoom room, Account actor) {
    if (!typing.isTyping(place) && !agents.contains(place)) {
      context.broadcast().typing(room, actor, false);
    }
  }

  private void end(Place place) {
    try {
      ChatRoom room = context.require(place.conversationId(), place.username());
      Account actor = room.find(place.username()).orElseThrow();
      context.order().in(room.id(), () -> tellEnd(place, room, actor));
    } catch (ChatRefusal | StoreException e) {
      context.report("chat typing", e);
    }
  }
}

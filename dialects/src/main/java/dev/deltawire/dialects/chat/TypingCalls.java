package dev.deltawire.dialects.chat;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.internal.Typing;
import dev.deltawire.dialects.internal.TypingPlace;
import dev.deltawire.model.chat.ChatCall.SetTyping;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Who types where, and when that ends by itself (C-39, C-49). */
final class TypingCalls {

  private final ChatContext context;
  private final Typing<TypingPlace<UUID>> typing;

  /** Agents that act by themselves: their typing ends with their last socket only. */
  private final Set<TypingPlace<UUID>> agents = ConcurrentHashMap.newKeySet();

  TypingCalls(ChatContext context, Duration timeout) {
    this.context = context;
    this.typing =
        new Typing<>(
            context.node().scheduler(),
            timeout,
            place -> context.node().executor().execute(() -> end(place)));
  }

  /** A caller that may type again and again. */
  Typist typist(Caller caller, Replies replies) {
    return new Typist(context, this, caller, replies);
  }

  /** Thread: the executor's; may block. */
  void set(Caller caller, SetTyping call, Replies replies) throws ChatRefusal, StoreException {
    typist(caller, replies).set(call);
  }

  /** Ends all typing of somebody whose last socket is lost. Thread: any; does not block. */
  void lost(String username) {
    List<TypingPlace<UUID>> left = new ArrayList<>(typing.stopAll(p -> p.isOf(username)));
    agents.stream().filter(p -> p.isOf(username)).forEach(left::add);
    left.forEach(agents::remove);
    if (!left.isEmpty()) {
      context.node().executor().execute(() -> left.forEach(this::end));
    }
  }

  /** Notes what somebody does; in the conversation's order. */
  void note(TypingPlace<UUID> place, boolean isAgent, boolean isTyping) {
    if (isAgent) {
      if (isTyping) {
        agents.add(place.kept());
      } else {
        agents.remove(place);
      }
    } else if (isTyping) {
      typing.start(place.kept());
    } else {
      typing.stop(place);
    }
  }

  /** Who has started again meanwhile has told so already. */
  private void tellEnd(TypingPlace<UUID> place) {
    if (!typing.isTyping(place) && !agents.contains(place)) {
      context.broadcast().typing(place, false);
    }
  }

  private void end(TypingPlace<UUID> kept) {
    try {
      TypingPlace<UUID> place = whole(kept);
      context.order().in(place.where(), () -> tellEnd(place));
    } catch (ChatRefusal | StoreException | RuntimeException e) { // the others' ends are told yet
      context.report("chat typing", e);
    }
  }

  private TypingPlace<UUID> whole(TypingPlace<UUID> kept) throws ChatRefusal, StoreException {
    if (kept.isWhole()) {
      return kept;
    }
    ChatRoom room = context.require(kept.where(), kept.who());
    return context.broadcast().typingPlace(room, room.find(kept.who()).orElseThrow());
  }
}

package dev.deltawire.dialects.messenger;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.internal.Fanout;
import dev.deltawire.dialects.internal.Typing;
import dev.deltawire.dialects.internal.TypingPlace;
import dev.deltawire.model.messenger.MessengerServerFrame;
import dev.deltawire.server.spi.Node;
import java.time.Duration;
import java.util.List;

/** Who is typing where, as the other participants are told (M-36). Thread: any. */
final class TypingBoard {

  private final MessengerStore.Conversations conversations;
  private final Fanout<MailboxEvent> fanout;
  private final Typing<TypingPlace<String>> typing;
  private final Node node;

  TypingBoard(
      MessengerStore.Conversations conversations,
      Fanout<MailboxEvent> fanout,
      Duration timeout,
      Node node) {
    this.conversations = conversations;
    this.fanout = fanout;
    this.node = node;
    this.typing =
        new Typing<>(
            node.scheduler(), timeout, place -> node.executor().execute(() -> tellEnd(place)));
  }

  /** An agent at a socket of its own. */
  Typist typist(String handle) {
    return new Typist(this, handle);
  }

  /** An agent in a conversation that it takes part in. May block. */
  TypingPlace<String> place(String handle, String conversationId) throws Refusal, StoreException {
    List<String> participants = conversations.participants(conversationId);
    if (!participants.contains(handle)) {
      throw Refusal.conversationNotFound();
    }
    return place(handle, conversationId, participants);
  }

  private static TypingPlace<String> place(
      String handle, String conversationId, List<String> participants) {
    List<String> others =
        participants.stream()
            .filter(participant -> !participant.equals(handle))
            .map(MailboxEvent::topic)
            .toList();
    return new TypingPlace<>(
        handle,
        conversationId,
        others,
        event(true, handle, conversationId),
        event(false, handle, conversationId));
  }

  private static byte[] event(boolean started, String handle, String conversationId) {
    return MailboxEvent.Codec.passing(
        new MessengerServerFrame.Typing(started, conversationId, handle));
  }

  void start(TypingPlace<String> place) {
    typing.start(place.kept());
    place.tell(true, fanout);
  }

  void stop(TypingPlace<String> place) {
    typing.stop(place);
    place.tell(false, fanout);
  }

  /** The agent's last socket has gone. May block. */
  void leave(String handle) {
    typing.stopAll(place -> place.isOf(handle)).forEach(this::tellEnd);
  }

  private void tellEnd(TypingPlace<String> kept) {
    try {
      TypingPlace<String> place = whole(kept);
      if (!typing.isTyping(place)) { // or started again meanwhile, and told so
        place.tell(false, fanout);
      }
    } catch (StoreException | RuntimeException e) { // must not keep other ends from being told
      node.errorHandler().onError("messenger typing", e);
    }
  }

  private TypingPlace<String> whole(TypingPlace<String> kept) throws StoreException {
    return kept.isWhole()
        ? kept
        : place(kept.who(), kept.where(), conversations.participants(kept.where()));
  }
}

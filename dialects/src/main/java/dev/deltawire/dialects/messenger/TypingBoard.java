package dev.deltawire.dialects.messenger;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.internal.Fanout;
import dev.deltawire.dialects.internal.Typing;
import dev.deltawire.model.messenger.MessengerServerFrame;
import dev.deltawire.server.spi.Node;
import java.time.Duration;
import java.util.List;

/** Who is typing where, as the other participants are told (M-36). Thread: any; may block. */
final class TypingBoard {

  private record Typist(String handle, String conversationId) {}

  private final MessengerStore.Conversations conversations;
  private final Fanout<MailboxEvent> fanout;
  private final Node node;
  private final Typing<Typist> typing;

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
            node.scheduler(), timeout, typist -> node.executor().execute(() -> tellEnd(typist)));
  }

  void start(String handle, String conversationId) throws Refusal, StoreException {
    Typist typist = new Typist(handle, conversationId);
    List<String> participants = participants(typist);
    typing.start(typist);
    tell(typist, true, participants);
  }

  void stop(String handle, String conversationId) throws Refusal, StoreException {
    Typist typist = new Typist(handle, conversationId);
    List<String> participants = participants(typist);
    typing.stop(typist);
    tell(typist, false, participants);
  }

  /** The typist's last socket has gone. */
  void leave(String handle) {
    typing.stopAll(typist -> typist.handle().equals(handle)).forEach(this::tellEnd);
  }

  private List<String> participants(Typist typist) throws Refusal, StoreException {
    List<String> participants = conversations.participants(typist.conversationId());
    if (!participants.contains(typist.handle())) {
      throw Refusal.conversationNotFound();
    }
    return participants;
  }

  private void tellEnd(Typist typist) {
    if (typing.isTyping(typist)) {
      return; // started again meanwhile, and told so
    }
    try {
      tell(typist, false, conversations.participants(typist.conversationId()));
    } catch (StoreException e) {
      node.errorHandler().onError("messenger typing", e);
    }
  }

  private void tell(Typist typist, boolean started, List<String> participants) {
    byte[] event =
        MailboxEvent.Codec.passing(
            new MessengerServerFrame.Typing(started, typist.conversationId(), typist.handle()));
    for (String participant : participants) {
      if (!participant.equals(typist.handle())) {
        fanout.publish(MailboxEvent.topic(participant), event);
      }
    }
  }
}

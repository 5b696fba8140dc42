package dev.deltawire.dialects.chat;

import dev.deltawire.model.chat.AnswerMode;
import dev.deltawire.model.chat.Message;
import java.util.List;

/** Which agents answer a message (C-42). */
final class Answering {

  private Answering() {}

  /**
   * Those that the engine speaks for, in the order of the participants.
   *
   * @param depth the message's
   * @param maxChain how deep replies to agents go
   */
  static List<Participant> agents(ChatRoom room, Message message, int depth, int maxChain) {
    boolean byAgent = message.sender().isAgent();
    if (byAgent && depth >= maxChain) {
      return List.of();
    }
    Mentions mentions = Mentions.in(message.content());
    return room.participants().stream()
        .filter(Participant::isDriven)
        .filter(agent -> !agent.account().username().equals(message.sender().username()))
        .filter(
            agent ->
                mentions.include(agent.account())
                    || (!byAgent && agent.mode() == AnswerMode.ALWAYS))
        .toList();
  }
}

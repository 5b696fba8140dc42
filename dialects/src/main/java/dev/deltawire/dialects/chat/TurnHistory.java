package dev.deltawire.dialects.chat;

import dev.deltawire.dialects.Prompt;
import dev.deltawire.dialects.Prompt.Role;
import dev.deltawire.dialects.Prompt.Turn;
import dev.deltawire.dialects.StoreException;
import dev.deltawire.model.chat.Account;
import dev.deltawire.model.chat.ConversationKind;
import dev.deltawire.model.chat.Message;
import java.util.List;
import java.util.Optional;

/** What an agent has heard before it answers. */
final class TurnHistory {

  private static final int MESSAGES = 50;

  private TurnHistory() {}

  /** The question behind what was said before; in a group everybody else's name stands before. */
  static Prompt prompt(ChatStore.Messages store, ChatRoom room, Account agent, Message question)
      throws StoreException {
    boolean named = room.kind() == ConversationKind.GROUP;
    List<Turn> turns =
        store.history(room.id(), agent.username(), MESSAGES, Optional.of(question.id())).stream()
            .filter(message -> !message.isStreaming() && !message.content().isEmpty())
            .map(message -> turn(message, agent, named))
            .toList();
    return new Prompt(turns, question.content());
  }

  private static Turn turn(Message message, Account agent, boolean named) {
    if (message.sender().username().equals(agent.username())) {
      return new Turn(Role.ASSISTANT, message.content());
    }
    String name = named ? message.sender().username() + ": " : "";
    return new Turn(Role.USER, name + message.content());
  }
}

package dev.deltawire.dialects.home;

import dev.deltawire.dialects.Prompt.Role;
import dev.deltawire.dialects.Prompt.Turn;
import dev.deltawire.dialects.StoreException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What was said in a conversation before a question, each question followed by its reply. */
final class History {

  private History() {}

  /**
   * Leaves out what was asked later and waits; when that is so long that it alone was read, there
   * is no history.
   */
  static List<Turn> before(Message question, HomeStore.Conversations store) throws StoreException {
    List<Message> messages = store.messages(question.conversationId());
    Map<UUID, Message> replies = new HashMap<>();
    messages.forEach(m -> m.replyTo().ifPresent(asked -> replies.put(asked, m)));
    List<Turn> turns = new ArrayList<>();
    for (Message message : messages) {
      if (message.id().equals(question.id())) {
        return turns;
      }
      if (message.role() == Role.USER) {
        turns.add(new Turn(Role.USER, message.content()));
        addReply(replies.get(message.id()), turns);
      }
    }
    return List.of();
  }

  private static void addReply(Message reply, List<Turn> turns) {
    if (reply != null && !reply.content().isEmpty()) {
      turns.add(new Turn(Role.ASSISTANT, reply.content()));
    }
  }
}

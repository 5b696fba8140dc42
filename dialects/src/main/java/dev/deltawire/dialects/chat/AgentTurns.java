package dev.deltawire.dialects.chat;

import dev.deltawire.dialects.Engine;
import dev.deltawire.dialects.ServerTools;
import dev.deltawire.dialects.internal.TurnQueues;
import dev.deltawire.model.chat.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The agents' turns: of each agent in each conversation one, and the others wait (C-42, C-44). */
final class AgentTurns {

  /** Where turns wait for each other. */
  private record Seat(UUID conversationId, String agent) {}

  private final ChatContext context;
  private final Engine engine;
  private final ServerTools tools;
  private final int maxChain;

  /** A trigger that waits is small, and its message is stored; so nobody is turned away. */
  private final TurnQueues<Seat, AgentTurn> queues = new TurnQueues<>(Integer.MAX_VALUE - 1);

  private final Map<UUID, AgentTurn> running = new ConcurrentHashMap<>();

  AgentTurns(ChatContext context, Engine engine, ServerTools tools, int maxChain) {
    this.context = context;
    this.engine = engine;
    this.tools = tools;
    this.maxChain = maxChain;
  }

  ChatContext context() {
    return context;
  }

  Engine engine() {
    return engine;
  }

  ServerTools tools() {
    return tools;
  }

  /** Lets answer who has to. To be called in the conversation's order, when others see it. */
  void answer(ChatRoom room, Message message, int depth) {
    List<AgentTurn> due = new ArrayList<>();
    for (Participant agent : Answering.agents(room, message, depth, maxChain)) {
      Seat seat = new Seat(room.id(), agent.account().username());
      AgentTurn turn =
          new AgentTurn(
              this, room, agent.account(), message.id(), depth + 1, () -> startNext(seat));
      queues.reserve(seat);
      if (queues.add(seat, turn)) {
        due.add(turn);
      }
    }
    if (!due.isEmpty()) {
      context.node().executor().execute(() -> due.forEach(AgentTurn::start));
    }
  }

  /** The turn that writes a message, if it still does. */
  Optional<AgentTurn> writing(UUID messageId) {
    return Optional.ofNullable(running.get(messageId));
  }

  void began(UUID messageId, AgentTurn turn) {
    running.put(messageId, turn);
  }

  void ended(UUID messageId) {
    running.remove(messageId);
  }

  private void startNext(Seat seat) {
    queues.next(seat).ifPresent(turn -> context.node().executor().execute(turn::start));
  }
}

package dev.deltawire.dialects.chat;

import dev.deltawire.dialects.Engine;
import dev.deltawire.dialects.ServerTools;
import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.internal.TurnQueues;
import dev.deltawire.model.chat.Account;
import dev.deltawire.model.chat.Message;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;

/** The agents' turns: of each agent in each conversation one, and the others wait (C-42, C-44). */
final class AgentTurns {

  /** Where turns wait for each other. */
  private record Seat(UUID conversationId, String agent) {}

  /** A message that an agent has to answer when its turn comes. */
  private record Trigger(UUID questionId, int depth) {}

  private final ChatContext context;
  private final Engine engine;
  private final ServerTools tools;
  private final int maxChain;

  /** So many triggers of an agent may wait in a conversation; what comes then stays unanswered. */
  private static final int MAX_WAITING = 1000;

  private final TurnQueues<Seat, Trigger> queues = new TurnQueues<>(MAX_WAITING);

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
    Map<Seat, AgentTurn> due = new LinkedHashMap<>();
    for (Participant agent : Answering.agents(room, message, depth, maxChain)) {
      Seat seat = new Seat(room.id(), agent.account().username());
      Trigger trigger = new Trigger(message.id(), depth + 1);
      if (queues.reserve(seat, message.sender().username()) && queues.add(seat, trigger)) { // C-44
        due.put(seat, turn(seat, room, agent.account(), trigger));
      }
    }
    if (!due.isEmpty()) {
      startElsewhere(due.keySet(), () -> due.values().forEach(AgentTurn::start));
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
    queues
        .next(seat)
        .ifPresent(trigger -> startElsewhere(Set.of(seat), () -> start(seat, trigger)));
  }

  /** What there is no thread for stays unanswered, and takes no seat. */
  private void startElsewhere(Set<Seat> seats, Runnable start) {
    try {
      context.node().executor().execute(start);
    } catch (RejectedExecutionException e) {
      seats.forEach(this::startNext);
    }
  }

  /** What has waited has not kept its room, so that it is small however many take part there. */
  private void start(Seat seat, Trigger trigger) {
    Optional<AgentTurn> turn = Optional.empty();
    try {
      turn =
          context
              .store()
              .conversations()
              .find(seat.conversationId())
              .flatMap(
                  room -> room.find(seat.agent()).map(agent -> turn(seat, room, agent, trigger)));
    } catch (StoreException | RuntimeException | Error e) {
      context.report("chat turn", e);
    }
    turn.ifPresentOrElse(AgentTurn::start, () -> startNext(seat));
  }

  private AgentTurn turn(Seat seat, ChatRoom room, Account agent, Trigger trigger) {
    return new AgentTurn(
        this, room, agent, trigger.questionId(), trigger.depth(), () -> startNext(seat));
  }
}

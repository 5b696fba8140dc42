package dev.deltawire.dialects.agent;

import dev.deltawire.dialects.HistoryBudget;
import dev.deltawire.dialects.Prompt.Role;
import dev.deltawire.dialects.Prompt.Turn;
import dev.deltawire.model.agent.AgentOptions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A session in memory. */
final class MemorySession {

  /** What a session takes beside what was said in it, about. */
  private static final int OVERHEAD = 1024;

  /** What an entry takes beside its text, about. */
  private static final long ENTRY_OVERHEAD = 64;

  private final List<Turn> history;
  private final List<TurnEntry> lastEntries = new ArrayList<>();
  private StoredSession stored;
  private long size = OVERHEAD;

  MemorySession(StoredSession stored, List<Turn> history) {
    this.stored = stored;
    this.history = new ArrayList<>(history);
    history.forEach(turn -> size += turn.text().length());
  }

  StoredSession stored() {
    return stored;
  }

  List<Turn> history() {
    return List.copyOf(history);
  }

  /** The newest exchanges that one read may hold. */
  List<Turn> recentHistory() {
    return HistoryBudget.newest(
            IntStream.range(0, history.size() / 2)
                .mapToObj(i -> history.subList(2 * i, 2 * i + 2))
                .toList(),
            exchange -> exchange.get(0).text().length() + exchange.get(1).text().length())
        .stream()
        .flatMap(List::stream)
        .toList();
  }

  List<TurnEntry> lastEntries() {
    return List.copyOf(lastEntries);
  }

  /** Characters, about. */
  long size() {
    return size;
  }

  boolean running() {
    return stored.lastTurn().filter(turn -> turn.end().isEmpty()).isPresent();
  }

  boolean runs(int turn) {
    return running() && stored.turns() == turn;
  }

  void attach(AgentOptions options, Instant at) {
    stored = stored.attached(options, at);
  }

  void begin(StoredTurn turn) {
    lastEntries.forEach(entry -> size -= sizeOf(entry));
    lastEntries.clear();
    stored = stored.begun(turn);
  }

  void progress(int turn, List<TurnEntry> more, Instant at) {
    if (runs(turn)) {
      stored = stored.active(at);
      lastEntries.addAll(more);
      more.forEach(entry -> size += sizeOf(entry));
    }
  }

  void finish(String reply, TurnEnd end, boolean missed, Instant at) {
    String message = stored.lastTurn().orElseThrow().message();
    history.add(new Turn(Role.USER, message));
    history.add(new Turn(Role.ASSISTANT, reply));
    size += message.length() + reply.length();
    stored = stored.ended(end, missed, at);
  }

  private static long sizeOf(TurnEntry entry) {
    if (entry instanceof TurnEntry.Text text) {
      return ENTRY_OVERHEAD + text.text().length();
    }
    if (entry instanceof TurnEntry.Thinking thinking) {
      return ENTRY_OVERHEAD + thinking.text().length();
    }
    return ENTRY_OVERHEAD + ((TurnEntry.ToolUse) entry).input().size();
  }
}

package dev.deltawire.dialects.agent;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.UnfinishedStreams;
import dev.deltawire.dialects.Usage;
import dev.deltawire.dialects.internal.Periodic;
import dev.deltawire.model.agent.TurnOutcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** What tidies up the store: turns that were cut off, and sessions that have expired. */
final class Upkeep implements UnfinishedStreams {

  private static final Duration PERIOD = Duration.ofMinutes(10);
  private static final int PAGE = 256;

  private final AgentContext context;
  private final Sessions sessions;
  private final Duration ttl;
  private Periodic purging;

  Upkeep(AgentContext context, Sessions sessions, Duration ttl) {
    this.context = context;
    this.sessions = sessions;
    this.ttl = ttl;
  }

  /** Forgets expired sessions, now and again. */
  void start() {
    purging = Periodic.start(context.node(), "agent session", Duration.ZERO, PERIOD, this::purge);
  }

  void stop() {
    purging.stop();
  }

  /** A turn that a restart has cut ends as interrupted, whatever the caller calls it. */
  @Override
  public void failUnfinished(String ignored) throws StoreException {
    for (UUID id : context.store().unfinished()) {
      finish(id);
    }
  }

  @Override
  public void failAbandoned(String ignored) throws StoreException {
    for (UUID id : context.store().abandoned()) {
      finish(id);
    }
  }

  private void finish(UUID id) throws StoreException {
    Optional<StoredSession> found = context.store().find(id);
    Optional<StoredTurn> running =
        found.flatMap(StoredSession::lastTurn).filter(turn -> turn.end().isEmpty());
    if (running.isEmpty()) {
      return;
    }
    StoredTurn turn = running.get();
    Instant lastSeen = found.get().lastActivityAt();
    String text = text(context.store().lastEntries(id));
    Usage usage = Usage.ofBytes(bytes(turn.message()), bytes(text));
    Spending spending = context.spending(usage, Duration.between(turn.startedAt(), lastSeen));
    TurnEnd end = new TurnEnd(TurnOutcome.INTERRUPTED, Optional.empty(), usage, spending);
    context.store().finish(id, turn.number(), List.of(), text, end, true, lastSeen);
  }

  private void purge() throws StoreException {
    Instant oldest = context.now().minus(ttl);
    for (UUID id : context.store().expired(oldest, PAGE)) {
      if (!sessions.isInUse(id)) {
        context.store().delete(id);
      }
    }
  }

  private static String text(List<TurnEntry> entries) {
    return entries.stream()
        .filter(TurnEntry.Text.class::isInstance)
        .map(entry -> ((TurnEntry.Text) entry).text())
        .collect(Collectors.joining());
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}

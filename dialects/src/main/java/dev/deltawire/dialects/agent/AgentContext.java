package dev.deltawire.dialects.agent;

import dev.deltawire.dialects.Engine;
import dev.deltawire.dialects.Usage;
import dev.deltawire.dialects.internal.LongHistories;
import dev.deltawire.dialects.internal.LongTexts;
import dev.deltawire.server.StreamOptions;
import dev.deltawire.server.spi.Node;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What all sessions and prompts work with.
 *
 * @param ends where turns end
 * @param checkpoints where running turns are stored: behind no end
 * @param histories where turns begin
 */
record AgentContext(
    AgentStore store,
    Engine engine,
    Planner planner,
    StreamOptions streams,
    Timeouts timeouts,
    Prices prices,
    Gate gate,
    Supplier<UUID> ids,
    LongTexts ends,
    LongTexts checkpoints,
    LongHistories histories,
    Node node) {

  /** How long things may take: a tool, a turn, a turn without a socket. */
  record Timeouts(Duration tool, Duration turn, Duration detach) {}

  /** US dollars for one token. */
  record Prices(double input, double output) {}

  Instant now() {
    return node.clock().instant();
  }

  /** What a turn has cost. */
  Spending spending(Usage usage, Duration duration) {
    double usd = usage.costUsd(prices.input(), prices.output());
    return Spending.of(usd, Math.max(0, duration.toMillis()));
  }
}

package dev.deltawire.dialects.internal;

import dev.deltawire.dialects.Engine;
import dev.deltawire.dialects.Usage;
import dev.deltawire.server.spi.Node;
import java.util.Optional;

/**
 * An engine's run that keeps its contract: what the engine's own throws is reported, and its turn
 * ends all the same. Thread: any; neither blocks nor throws.
 */
public final class EngineRun {

  private final Engine.Run run;
  private final Node node;
  private final String where;

  /** Reports of {@code where}. */
  public EngineRun(Engine.Run run, Node node, String where) {
    this.run = run;
    this.node = node;
    this.where = where;
  }

  /** Stops the reply, as far as the engine can. */
  public void cancel() {
    try {
      run.cancel();
    } catch (RuntimeException | Error e) {
      node.errorHandler().onError(where, e);
    }
  }

  /** What the reply has cost so far, if the engine can tell. */
  public Optional<Usage> usage() {
    try {
      return Optional.of(run.usage());
    } catch (RuntimeException | Error e) {
      node.errorHandler().onError(where, e);
      return Optional.empty();
    }
  }
}

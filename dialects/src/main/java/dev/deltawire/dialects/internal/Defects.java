package dev.deltawire.dialects.internal;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.server.spi.Node;

/** What an operator hears of: all failures but those of a store that has no room. */
public final class Defects {

  private Defects() {}

  /** Tells the operator of a failure, if it is somebody's defect. */
  public static void report(Node node, String where, Throwable failure) {
    if (!(failure instanceof StoreException refusal) || refusal.defect()) {
      node.errorHandler().onError(where, failure);
    }
  }
}

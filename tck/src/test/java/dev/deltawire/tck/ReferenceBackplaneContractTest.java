package dev.deltawire.tck;

import dev.deltawire.server.spi.Backplane;

/** The contract of several nodes can be kept. */
final class ReferenceBackplaneContractTest extends SharedBackplaneContract {

  private final ReferenceBackplane.Hub hub = new ReferenceBackplane.Hub();

  @Override
  protected Backplane create() {
    return new ReferenceBackplane(hub, Sabotage.NONE);
  }
}

package dev.deltawire.tck;

import dev.deltawire.server.MemoryBackplane;
import dev.deltawire.server.spi.Backplane;

/** The core's own backplane; its module can't depend on this one. */
final class MemoryBackplaneContractTest extends BackplaneContract {

  @Override
  protected Backplane create() {
    return MemoryBackplane.create();
  }
}

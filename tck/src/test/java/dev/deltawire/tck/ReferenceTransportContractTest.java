package dev.deltawire.tck;

import dev.deltawire.server.spi.TransportProvider;

/** The contract can be kept. */
final class ReferenceTransportContractTest extends TransportContract {

  @Override
  protected TransportProvider provider() {
    return new ReferenceProvider(Sabotage.NONE);
  }
}

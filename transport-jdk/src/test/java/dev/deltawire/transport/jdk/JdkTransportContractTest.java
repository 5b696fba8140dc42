package dev.deltawire.transport.jdk;

import dev.deltawire.server.spi.TransportProvider;
import dev.deltawire.tck.TransportContract;

final class JdkTransportContractTest extends TransportContract {
  @Override
  protected TransportProvider provider() {
    return new JdkTransportProvider();
  }
}

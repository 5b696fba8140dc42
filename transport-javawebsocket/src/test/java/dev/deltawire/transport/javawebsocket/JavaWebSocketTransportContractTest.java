package dev.deltawire.transport.javawebsocket;

import dev.deltawire.server.spi.TransportProvider;
import dev.deltawire.tck.TransportContract;

final class JavaWebSocketTransportContractTest extends TransportContract {
  @Override
  protected TransportProvider provider() {
    return new JavaWebSocketTransportProvider();
  }
}

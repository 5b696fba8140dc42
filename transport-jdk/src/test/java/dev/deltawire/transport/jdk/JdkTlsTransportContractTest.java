package dev.deltawire.transport.jdk;

import dev.deltawire.server.spi.TransportProvider;
import dev.deltawire.tck.SelfSigned;
import dev.deltawire.tck.TestTls;
import dev.deltawire.tck.TransportContract;
import java.util.Optional;

final class JdkTlsTransportContractTest extends TransportContract {

  private static final Optional<TestTls> TLS = Optional.of(TestTls.of(SelfSigned.create()));

  @Override
  protected TransportProvider provider() {
    return new JdkTransportProvider();
  }

  @Override
  protected Optional<TestTls> tls() {
    return TLS;
  }
}

package dev.deltawire.gateway;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** One gateway for each transport, with all dialects, for the tests of one class. */
final class SharedGateways implements AutoCloseable {

  private final Map<String, GatewayServer> byTransport = new TreeMap<>();

  SharedGateways(String... settings) {
    HomeServer.transports()
        .forEach(
            transport -> {
              try {
                byTransport.put(
                    transport, GatewayServer.start(transport, SpokenDialect.settings(settings)));
              } catch (Exception e) {
                throw new AssertionError(e);
              }
            });
  }

  /** Each dialect over each transport. */
  static Stream<Arguments> pairs() {
    return Stream.of(SpokenDialect.values())
        .flatMap(
            dialect -> HomeServer.transports().map(transport -> Arguments.of(dialect, transport)));
  }

  GatewayServer over(String transport) {
    return byTransport.get(transport);
  }

  @Override
  public void close() throws IOException {
    for (GatewayServer gateway : byTransport.values()) {
      gateway.close();
    }
  }
}

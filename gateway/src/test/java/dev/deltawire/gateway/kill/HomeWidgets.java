package dev.deltawire.gateway.kill;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.gateway.outside.Jwt;
import dev.deltawire.gateway.outside.Outside;
import dev.deltawire.gateway.outside.Wire;
import java.io.IOException;
import java.util.List;

/** A widget of {@code home} whose data counts. */
final class HomeWidgets implements Load {

  private static final String TOKEN =
      Jwt.sign("\"deviceId\":\"wall\",\"userId\":\"owner\",\"deviceType\":\"tv\"");

  private volatile int acknowledged;

  @Override
  public void prepare(Outside gateway) throws IOException {
    put(gateway, 0);
  }

  @Override
  public List<Work> works(int round) {
    return List.of(this::count);
  }

  @Override
  public int acknowledged() {
    return acknowledged;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // one client writes
  private void count(Outside gateway) throws IOException {
    while (true) {
      put(gateway, acknowledged + 1);
      acknowledged++;
    }
  }

  /** H-56. */
  private static void put(Outside gateway, long number) throws IOException {
    String body = "{\"data\":{\"count\":" + number + "}}";
    gateway.ask("PUT", "/api/home/widgets/counter", Outside.OPERATOR, body).expect(200);
  }

  @Override
  public void check(Outside gateway) throws IOException {
    try (Wire device = gateway.open("/ws?token=" + TOKEN)) {
      device.send("{\"type\":\"plugin.widget.subscribe\",\"payload\":{\"slugs\":[\"counter\"]}}");
      long count = device.next().number("payload", "data", "count");
      assertTrue(
          acknowledged <= count && count <= acknowledged + 1, () -> count + " of " + acknowledged);
      acknowledged = (int) count;
    }
  }
}

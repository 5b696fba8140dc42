package dev.deltawire.gateway.kill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.gateway.outside.Json;
import dev.deltawire.gateway.outside.Outside;
import dev.deltawire.gateway.outside.Wire;
import java.io.IOException;
import java.util.List;

/** A program of {@code integration} that is granted the channel's key, which changes at times. */
final class IntegrationKey implements Load {

  private static final int REGENERATE_EVERY = 20;

  private volatile String key;
  private volatile String former = "none";
  private volatile boolean changing;
  private volatile int acknowledged;

  @Override
  public void prepare(Outside gateway) throws IOException {
    key = granted(gateway, "prepared");
  }

  @Override
  public List<Work> works(int round) {
    return List.of(gateway -> use(gateway, round));
  }

  @Override
  public int acknowledged() {
    return acknowledged;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // one client writes
  private void use(Outside gateway, int round) throws IOException {
    for (int number = 0; true; number++) {
      assertEquals(key, granted(gateway, "r" + round + ".n" + number)); // I-26
      gateway.get("/integration/channel", key).expect(200);
      if (number % REGENERATE_EVERY == 0) {
        changing = true;
        Json regenerated =
            gateway.post("/integration/key/regenerate", Outside.OPERATOR, "").expect(200).json();
        former = key;
        key = regenerated.text("apiKey");
        changing = false;
      }
      acknowledged++;
    }
  }

  /** A client's way from hello to its grant; each has a name of its own (I-20, I-21). */
  private static String granted(Outside gateway, String name) throws IOException {
    String id = "\"clientId\":\"" + name + "\"";
    try (Wire wire = gateway.open("/integration")) {
      String hello = "{\"type\":\"hello\",\"payload\":{\"clientType\":\"integration\",%s}}";
      wire.send(hello.formatted(id));
      assertEquals("welcome", wire.next().text("type"));
      String request =
          "{\"type\":\"request_access\",\"payload\":{%s,\"requestedScopes\":[\"rest.full\"]}}";
      wire.send(request.formatted(id));
      return wire.next().text("payload", "apiKey");
    }
  }

  /** I-39, I-44: the last key that was told is the key, and no former one is. */
  @Override
  public void check(Outside gateway) throws IOException {
    String found = granted(gateway, "check" + acknowledged);
    assertTrue(changing || found.equals(key), "the key is another");
    if (!found.equals(key)) {
      former = key;
      key = found;
    }
    changing = false;
    gateway.get("/integration/channel", key).expect(200);
    gateway.get("/integration/channel", former).expect(401);
  }
}

package dev.deltawire.gateway.kill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.gateway.outside.Json;
import dev.deltawire.gateway.outside.Outside;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** An agent of {@code messenger} that fetches its messages instead of being pushed to. */
final class MessengerFetcher {

  private final Set<String> fetched = new TreeSet<>();
  private Set<String> unanswered = Set.of();

  /** M-44, M-45: fetches, then acknowledges what it has got. */
  void fetchForEver(Outside gateway, String key) throws IOException {
    while (true) {
      List<Json> page = Json.of(gateway.get("/v1/messages/sync", key).expect(200).body()).list();
      if (!page.isEmpty()) {
        Set<String> names = names(page);
        assertEquals(page.size(), names.size(), "something is there twice");
        assertTrue(Collections.disjoint(fetched, names), "fetched once more");
        unanswered = names;
        String last = page.get(page.size() - 1).text("delivery_id");
        String body = "{\"last_delivery_id\":\"" + last + "\"}";
        Json acked = gateway.post("/v1/messages/sync/ack", key, body).expect(200).json();
        assertEquals(page.size(), acked.number("acked"));
        fetched.addAll(names);
        unanswered = Set.of();
      }
    }
  }

  /** The drain has what was not acknowledged, and nothing that was. */
  void check(Outside gateway, String key, String last, Set<String> all) throws IOException {
    try (MessengerSocket socket = MessengerSocket.open(gateway, key)) {
      List<Json> drained = socket.readThrough(last);
      Set<String> names = names(drained);
      assertEquals(drained.size(), names.size(), "something is drained twice");
      boolean wasAcknowledged = names.stream().noneMatch(unanswered::contains);
      if (wasAcknowledged) {
        fetched.addAll(unanswered);
      }
      unanswered = Set.of();
      names.forEach(name -> assertFalse(fetched.contains(name), () -> name + " is drained again"));
      names.addAll(fetched);
      assertEquals(all, names);
    }
  }

  private static Set<String> names(List<Json> messages) {
    Set<String> names = new TreeSet<>();
    messages.forEach(message -> names.add(MessengerMail.name(message)));
    return names;
  }
}

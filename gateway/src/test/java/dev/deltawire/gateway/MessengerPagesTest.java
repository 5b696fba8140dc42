package dev.deltawire.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.gateway.outside.Json;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lists of messages that are too long for one answer. */
final class MessengerPagesTest {

  private static final int MESSAGES = 40;
  private static final int CHARACTERS = 30_000;
  private static final int BYTES = 1 << 20;

  @Test
  void m42_m44_longMessagesComeInMoreThanOnePage() throws Exception {
    try (MessengerSite site = MessengerSite.start("jdk").register("alice", "bob")) {
      String conversation = "";
      for (int i = 0; i < MESSAGES; i++) {
        conversation = site.send("alice", "bob", "x".repeat(CHARACTERS)).text("conversation_id");
      }
      assertPaged(site, "/v1/messages/sync?limit=500", "after", "delivery_id");
      String history = "/v1/messages/" + conversation + "?limit=200";
      assertPaged(site, history, "before_seq", "seq");
      assertPaged(site, history, "after_seq", "seq");
    }
  }

  @Test
  void m42_m44_pagesWaitForTheirTurn() throws Exception {
    try (MessengerSite site = MessengerSite.start("jdk").register("alice", "bob")) {
      String conversation = site.send("alice", "bob", "x").text("conversation_id");
      for (String path : List.of("/v1/messages/sync", "/v1/messages/" + conversation)) {
        HttpResponse<String> page = TakenTurns.late(() -> site.as("bob", "GET", path, ""));
        assertEquals(1, Json.of(page.body()).list().size());
      }
    }
  }

  private static void assertPaged(MessengerSite site, String path, String next, String place)
      throws Exception {
    List<Integer> pages = new ArrayList<>();
    String from = next.equals("after_seq") ? "&after_seq=0" : "";
    boolean more = true;
    while (more) {
      HttpResponse<String> page = site.as("bob", "GET", path + from, "");
      assertEquals(200, page.statusCode(), page.body());
      assertTrue(page.body().length() < BYTES + MESSAGES * 512, "M-42, M-44");
      List<Json> rows = Json.of(page.body()).list();
      pages.add(rows.size());
      Json last = rows.get(rows.size() - 1);
      from = "&" + next + "=" + (place.equals("seq") ? last.number(place) : last.text(place));
      more = page.headers().firstValue("X-Has-More").orElseThrow().equals("true");
    }
    assertEquals(List.of(BYTES / CHARACTERS, MESSAGES - BYTES / CHARACTERS), pages);
  }
}

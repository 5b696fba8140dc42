package dev.deltawire.gateway.kill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.gateway.outside.Json;
import dev.deltawire.gateway.outside.Outside;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Somebody who talks to an agent of {@code chat}; some replies are long enough to be cut. */
final class ChatReplies implements Load {

  private static final String EVE = "eve";
  private static final String AGENT = "helper";
  private static final String LONG = "#!script [{\"repeat\":600,\"say\":\"word \",\"sleep\":4}]";

  /** The replies by the id of their message. */
  private final Map<String, StreamedText> replies = new ConcurrentHashMap<>();

  private final Set<String> complete = ConcurrentHashMap.newKeySet();
  private final AtomicInteger acknowledged = new AtomicInteger();
  private String conversation;

  @Override
  public void prepare(Outside gateway) throws IOException {
    String agent = "{\"username\":\"helper\",\"kind\":\"agent\"}";
    gateway.post("/api/createUser", Outside.OPERATOR, agent).expect(200);
    try (ChatCaller eve = ChatCaller.connect(gateway, EVE)) {
      conversation = eve.post("startChat", "{\"user_ids\":[\"helper\"]}").text("id");
    }
  }

  @Override
  public List<Work> works(int round) {
    return List.of(this::talk);
  }

  @Override
  public int acknowledged() {
    return acknowledged.get();
  }

  private void talk(Outside gateway) throws IOException {
    try (ChatCaller eve = ChatCaller.connect(gateway, EVE)) {
      for (int number = 1; true; number++) {
        boolean isLong = number % 8 == 0;
        String text = isLong ? LONG : "number " + number + " in a few words";
        String params = "{\"conversation_id\":\"%s\",\"content\":%s}";
        eve.call("messages.send", params.formatted(conversation, Json.quoted(text)));
        receive(eve, new StreamedText(isLong ? "word ".repeat(600) : text));
        acknowledged.incrementAndGet();
      }
    }
  }

  /** C-44: placeholder, deltas, complete. */
  private void receive(ChatCaller eve, StreamedText reply) throws IOException {
    Json placeholder = eve.event("messageNew");
    while (!placeholder.text("sender", "username").equals(AGENT)) {
      placeholder = eve.event("messageNew");
    }
    String id = placeholder.text("id");
    reply.received("");
    replies.put(id, reply);
    reply.assertWhole(eve.receive(id, reply).text("content"));
    reply.assertWhole(reply.text());
    complete.add(id);
  }

  @Override
  public void check(Outside gateway) throws IOException {
    Set<String> found = new HashSet<>();
    try (ChatCaller eve = ChatCaller.connect(gateway, EVE)) {
      for (Json message : eve.history(conversation)) {
        assertTrue(message.has("finalized_at"), () -> "still running: " + message); // C-52
        if (message.text("sender", "username").equals(AGENT)) {
          assertTrue(found.add(message.text("id")), () -> "twice: " + message);
          checkReply(message);
        }
      }
    }
    replies.keySet().forEach(id -> assertTrue(found.contains(id), () -> "lost: " + id));
  }

  private void checkReply(Json message) {
    StreamedText reply = replies.get(message.text("id"));
    if (message.has("error")) {
      assertEquals("interrupted", message.text("error"));
      assertTrue(!complete.contains(message.text("id")), message::toString);
      if (reply != null) {
        reply.assertPrefix(message.text("content"));
      }
    } else if (reply != null) {
      reply.assertWhole(message.text("content"));
    }
  }
}

package dev.deltawire.gateway.attack;

import static dev.deltawire.gateway.attack.Bytes.endless;
import static dev.deltawire.gateway.attack.Bytes.frame;
import static dev.deltawire.gateway.attack.Bytes.latin1;
import static dev.deltawire.gateway.attack.Bytes.text;
import static dev.deltawire.gateway.attack.Bytes.without;

import dev.deltawire.gateway.outside.Json;
import dev.deltawire.gateway.outside.Jwt;
import dev.deltawire.gateway.outside.Outside;
import dev.deltawire.gateway.outside.Wire;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Whatever makes a server hold memory: parts of bodies and messages, answers that nobody takes. */
final class MemoryAttacks {

  private static final String AGENT = "{\"username\":\"siege\",\"kind\":\"agent\"}";
  private static final String LONG_REPLY =
      "#!script [{\"repeat\":60,\"say\":\"" + "x".repeat(60_000) + "\"}]";
  private static final byte[] PING_REQUEST = text("{\"id\":\"1\",\"type\":\"ping.request\"}");

  /** How many prompts have been made. */
  private static final AtomicInteger PROMPTS = new AtomicInteger();

  private MemoryAttacks() {}

  static List<Attack> all() {
    return List.of(
        Attack.http("bodies that lack their end")
            .sends(
                latin1("POST /v1/messages HTTP/1.1\r\nHost: h\r\nContent-Length: 262144\r\n\r\n"),
                latin1(" ".repeat(262_100)))
            .sockets(1300, 3000)
            .lasts(3, 8)
            .surely("503")
            .meets("open|503|reset"),
        Attack.upgraded("messages that lack their end, unauthenticated", "/v1/ws")
            .sends(without(100, frame(Bytes.TEXT, "x".repeat(262_000))))
            .sockets(1300, 3000)
            .lasts(3, 6)
            .surely("1009")
            .meets("open|1009"),
        Attack.upgraded("short messages that lack their end, unauthenticated", "/v1/ws")
            .sends(without(100, frame(Bytes.TEXT, "x".repeat(16_000))))
            .sockets(1300, 6000)
            .lasts(1.5, 8)
            .meets("open|1013|503|reset|unconnected"),
        Attack.home("messages that lack their end")
            .sends(without(100, frame(Bytes.TEXT, "x".repeat(262_000))))
            .sockets(1300, 3000)
            .lasts(3, 8)
            .surely("1013")
            .meets("open|1013|503|reset"),
        Attack.home("many keys from many peers")
            .sends(text(manyKeys()))
            .sockets(350, 1000)
            .lasts(2, 8)
            .meets("open|1013|503|reset"),
        Attack.home("answers that are never read")
            .sends(prepared -> endless(Bytes.repeated(PING_REQUEST, 500)))
            .reading(Attack.Reading.NEVER)
            .sockets(50, 200)
            .lasts(1.5, 10)
            .meets("open|1013|reset"),
        Attack.home("answers that are read at a crawl")
            .sends(prepared -> endless(Bytes.repeated(PING_REQUEST, 500)))
            .reading(Attack.Reading.TRICKLE)
            .sockets(50, 200)
            .lasts(1.5, 10)
            .meets("open|1013|reset"),
        Attack.upgraded("what others say is never read", "/api/ws?token=dev:hall-TOKEN")
            .tokens(number -> "1")
            .after(target -> Talker.begin(target, "hall"))
            .reading(Attack.Reading.NEVER)
            .sockets(20, 60)
            .lasts(3, 10)
            .surely("1013")
            .meets("open|1013|reset|429"),
        Attack.home("replies that are never read")
            .sends(prepared -> endless(text(longTurn())))
            .reading(Attack.Reading.NEVER)
            .sockets(20, 60)
            .lasts(2, 10)
            .surely("1013")
            .meets("open|1013|503|reset"),
        prompts("answers to prompts that are never read", "application/json"),
        prompts("prompts as streams that are never read", "text/event-stream"),
        resumes("long messages resumed and never read", Attack.Reading.NEVER),
        resumes("long messages resumed and read at a crawl", Attack.Reading.TRICKLE));
  }

  /** What a decoder has to find its way in must not stay with the connection. */
  private static String manyKeys() {
    StringBuilder object = new StringBuilder("{\"type\":\"ping.request\"");
    for (int i = 0; i < 20_000; i++) {
      object.append(",\"").append(i).append("\":1");
    }
    return object.append('}').toString();
  }

  /** Sixty thousand characters that make a reply of 3.6 MB, which ends whoever reads it or not. */
  private static String longTurn() {
    return "{\"type\":\"chat.message\",\"payload\":{\"content\":" + Json.quoted(LONG_REPLY) + "}}";
  }

  /** Each of an identity of its own, because ten are too many for one. */
  private static Attack prompts(String name, String kind) {
    return Attack.http(name)
        .sends(prepared -> List.of(latin1(prompt(kind))).iterator())
        .reading(Attack.Reading.NEVER)
        .sockets(50, 200)
        .lasts(2, 10)
        .surely("429")
        .meets("open|429|503|reset|end");
  }

  /** What makes an answer with 3.6 MB of text and 120 KB of thinking. */
  private static String prompt(String kind) {
    String message =
        "#!script [{\"think\":\"%s\"},{\"repeat\":60,\"say\":\"%s\"}]"
            .formatted("y".repeat(120_000), "x".repeat(60_000));
    String body = "{\"message\":" + Json.quoted(message) + "}";
    String token = Jwt.sign("\"sub\":\"foe" + PROMPTS.incrementAndGet() + "\"");
    return "POST /prompt HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer %s\r\nAccept: %s\r\n"
            .formatted(token, kind)
        + "Content-Type: application/json\r\nContent-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  private static Attack resumes(String name, Attack.Reading reading) {
    return Attack.upgraded(name, "/api/ws?token=dev:siege-TOKEN")
        .tokens(number -> Integer.toString(number / 60))
        .after(MemoryAttacks::longMessage)
        .sends(MemoryAttacks::resumesAndHistories)
        .reading(reading)
        .sockets(50, 120)
        .lasts(2, 15)
        .meets("open|1013|reset|429");
  }

  private static Iterator<byte[]> resumesAndHistories(String prepared) {
    String[] ids = prepared.split(" ", -1);
    String resume = "{\"method\":\"messages.resume\",\"params\":{\"id\":\"%s\",\"offset\":0}}";
    String history =
        "{\"method\":\"messages.history\",\"params\":{\"conversation_id\":\"%s\",\"limit\":200}}";
    return endless(text(resume.formatted(ids[0])), text(history.formatted(ids[1])));
  }

  /** A message of 3.6 MB from an agent; all who attack take part in its conversation. */
  private static String longMessage(Target target) throws IOException {
    Outside rest = target.rest();
    rest.post("/api/createUser", Outside.OPERATOR, AGENT);
    String members = "{\"user_ids\":[\"siege\",\"siege-1\"],\"title\":\"siege\"}";
    target.sockets().open("/api/ws?token=dev:siege-1").close(); // makes the account
    try (Wire wire = target.sockets().open("/api/ws?token=dev:siege-0")) {
      String created = rest.post("/api/startChat", "dev:siege-0", members).expect(200).body();
      String conversation = Json.of(created).at("result").text("id");
      String content = Json.quoted("@siege " + LONG_REPLY);
      wire.send(
          "{\"method\":\"messages.send\",\"params\":{\"conversation_id\":\"%s\",\"content\":%s}}"
              .formatted(conversation, content));
      Json frame = wire.next();
      while (!frame.toString().contains("events.messageComplete")) {
        frame = wire.next();
      }
      return frame.at("params").text("id") + " " + conversation;
    }
  }
}

package dev.deltawire.gateway.kill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.gateway.outside.Json;
import dev.deltawire.gateway.outside.Jwt;
import dev.deltawire.gateway.outside.Outside;
import dev.deltawire.gateway.outside.Outside.Answer;
import dev.deltawire.gateway.outside.Wire;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Devices that talk to the assistant of {@code home}; some replies are long enough to be cut. */
final class HomeConversations implements Load {

  private static final String TOKEN =
      Jwt.sign("\"deviceId\":\"talker\",\"userId\":\"owner\",\"deviceType\":\"phone\"");
  private static final String LONG = "#!script [{\"repeat\":600,\"say\":\"word \",\"sleep\":4}]";
  private static final int TURNS = 8;
  private static final int TALKERS = 2;

  private final Queue<Conversation> conversations = new ConcurrentLinkedQueue<>();
  private final AtomicInteger acknowledged = new AtomicInteger();

  @Override
  public void prepare(Outside gateway) {}

  @Override
  public List<Work> works(int round) {
    return Collections.nCopies(TALKERS, gateway -> talk(gateway, round));
  }

  @Override
  public int acknowledged() {
    return acknowledged.get();
  }

  @Override
  public void check(Outside gateway) throws IOException {
    try (Wire device = gateway.open("/ws?token=" + TOKEN)) {
      for (Conversation conversation : conversations) {
        conversation.check(gateway, device);
      }
    }
  }

  private void talk(Outside gateway, int round) throws IOException {
    try (Wire device = gateway.open("/ws?token=" + TOKEN)) {
      for (int number = 0; true; number++) {
        Conversation conversation = new Conversation();
        for (int turn = 1; turn < TURNS; turn++) {
          String text = "r%d c%d t%d: a few words".formatted(round, number, turn);
          say(device, conversation, new Turn(text, text));
        }
        say(device, conversation, new Turn(LONG, "word ".repeat(600)));
      }
    }
  }

  /** H-29, H-30: the first delta tells that the question is stored, done that the answer is. */
  private void say(Wire device, Conversation conversation, Turn turn) throws IOException {
    conversation.turns.add(turn);
    device.send(conversation.question(turn));
    Json frame = device.next();
    while (frame.text("type").equals("chat.delta")) {
      if (conversation.id == null) {
        conversation.id = frame.text("payload", "conversationId");
        conversations.add(conversation);
      }
      turn.reply.received(frame.text("payload", "content"));
      frame = device.next();
    }
    assertEquals("chat.done", frame.text("type"), frame::toString);
    turn.reply.assertWhole(turn.reply.text());
    turn.messageId = frame.text("payload", "messageId");
    acknowledged.incrementAndGet();
  }

  /** A question and what answers it. */
  private static final class Turn {
    private final String question;
    private final StreamedText reply;
    private String messageId;

    Turn(String question, String reply) {
      this.question = question;
      this.reply = new StreamedText(reply);
    }

    void check(List<Json> messages) {
      assertEquals(2, messages.size(), messages::toString);
      assertEquals("user", messages.get(0).text("role"));
      assertEquals(question, messages.get(0).text("content"));
      assertEquals("assistant", messages.get(1).text("role"));
      if (messageId == null) {
        reply.assertPrefix(messages.get(1).text("content"));
      } else {
        assertEquals(messageId, messages.get(1).text("id"));
        reply.assertWhole(messages.get(1).text("content"));
      }
    }
  }

  /** What was said on one conversation. */
  private static final class Conversation {
    private final List<Turn> turns = new ArrayList<>();
    private String id;
    private String settled;

    String question(Turn turn) {
      String on = id == null ? "" : ",\"conversationId\":" + Json.quoted(id);
      String content = "\"content\":" + Json.quoted(turn.question);
      return "{\"type\":\"chat.message\",\"payload\":{" + content + on + "}}";
    }

    /** Once a kill has been survived nothing about it changes any more. */
    void check(Outside gateway, Wire device) throws IOException {
      Answer answer = gateway.get("/api/home/conversations/" + id, TOKEN).expect(200);
      if (settled == null) {
        checkTurns(answer.json().list("messages"));
        checkEnd(device);
        settled = answer.body();
      }
      assertEquals(settled, answer.body());
    }

    private void checkTurns(List<Json> messages) {
      Turn last = turns.get(turns.size() - 1);
      List<Json> answered = messages;
      if (!last.reply.begun() && messages.size() < 2 * turns.size()) {
        turns.remove(last); // it came too late, or its question was stored and no more
        answered = messages.subList(0, messages.size() / 2 * 2);
        for (Json question : messages.subList(answered.size(), messages.size())) {
          assertEquals(last.question, question.text("content"));
        }
      }
      assertEquals(2 * turns.size(), answered.size(), messages::toString);
      for (int i = 0; i < turns.size(); i++) {
        turns.get(i).check(answered.subList(2 * i, 2 * i + 2));
      }
    }

    /** H-43: its last stream has ended, well or interrupted. */
    private void checkEnd(Wire device) throws IOException {
      device.send(
          "{\"type\":\"chat.resume\",\"payload\":{\"conversationId\":" + Json.quoted(id) + "}}");
      Json frame = device.next();
      while (frame.text("type").equals("chat.delta")) {
        frame = device.next();
      }
      boolean interrupted =
          frame.text("type").equals("chat.error")
              && frame.text("payload", "error").equals("Interrupted by restart");
      assertTrue(interrupted || frame.text("type").equals("chat.done"), frame::toString);
      if (turns.get(turns.size() - 1).messageId != null) {
        assertEquals("chat.done", frame.text("type"), frame::toString);
      }
    }
  }
}

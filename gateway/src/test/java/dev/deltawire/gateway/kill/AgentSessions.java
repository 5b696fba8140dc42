package dev.deltawire.gateway.kill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.deltawire.gateway.outside.Json;
import dev.deltawire.gateway.outside.Jwt;
import dev.deltawire.gateway.outside.Outside;
import dev.deltawire.gateway.outside.Wire;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients of {@code agent} with one session after the other, each of a few turns. */
final class AgentSessions implements Load {

  private static final String MOUNT = "/agent?token=" + Jwt.sign("\"sub\":\"client\"");
  private static final String LONG = "#!script [{\"repeat\":600,\"say\":\"word \",\"sleep\":4}]";
  private static final int TURNS = 6;
  private static final int CLIENTS = 2;

  private final Queue<Session> sessions = new ConcurrentLinkedQueue<>();
  private final AtomicInteger acknowledged = new AtomicInteger();

  @Override
  public void prepare(Outside gateway) {}

  @Override
  public List<Work> works(int round) {
    return Collections.nCopies(CLIENTS, this::converse);
  }

  @Override
  public int acknowledged() {
    return acknowledged.get();
  }

  @Override
  public void check(Outside gateway) throws IOException {
    for (Session session : sessions) {
      try (Wire wire = gateway.open(MOUNT)) {
        session.check(wire);
      }
    }
  }

  private void converse(Outside gateway) throws IOException {
    while (true) {
      try (Wire wire = gateway.open(MOUNT)) {
        wire.send("{\"type\":\"init\",\"payload\":{}}");
        Session session = new Session(info(wire).text("sessionId"));
        sessions.add(session);
        for (int turn = 1; turn < TURNS; turn++) {
          String text = "turn " + turn + " in a few words";
          session.say(wire, text, text);
          acknowledged.incrementAndGet();
        }
        session.say(wire, LONG, "word ".repeat(600));
      }
    }
  }

  /** */
  private static Json info(Wire wire) throws IOException {
    Json info = wire.next();
    assertEquals("session_info", info.text("payload", "action"), info::toString);
    Json ready = wire.next();
    assertEquals("ready", ready.text("payload", "action"), ready::toString);
    return info.at("payload", "data");
  }

  /** Reads a turn to its end and returns its result. */
  private static Json receive(Wire wire, StreamedText reply) throws IOException {
    Json frame = wire.next();
    while (frame.text("type").equals("sdk_message")) {
      reply.received(frame.text("payload", "text"));
      frame = wire.next();
    }
    assertEquals("result", frame.text("type"), frame::toString);
    assertEquals(reply.text(), frame.text("payload", "text"));
    return frame.at("payload");
  }

  /** A session and what its client knows of it. */
  private static final class Session {
    private final String id;
    private long ended;
    private StreamedText lastEnded;
    private StreamedText running;
    private String settled;

    Session(String id) {
      this.id = id;
    }

    void say(Wire wire, String text, String reply) throws IOException {
      running = new StreamedText(reply);
      wire.send(
          "{\"type\":\"sdk_message\",\"payload\":{\"type\":\"user\",\"message\":%s}}"
              .formatted(Json.quoted(text)));
      Json result = receive(wire, running);
      running.assertWhole(running.text());
      assertEquals("success", result.text("subtype"), result::toString);
      assertEquals(ended + 1, result.number("turn_count"), result::toString);
      lastEnded = running;
      running = null;
      ended++;
    }

    /** it can be resumed, its messages count, and its last turn is replayed to its end. */
    void check(Wire wire) throws IOException {
      String resume = "{\"sessionId\":\"%s\",\"resumeOffset\":0}".formatted(id);
      wire.send("{\"type\":\"init\",\"payload\":" + resume + "}");
      Json info = info(wire);
      assertEquals("ready", info.text("state"), info::toString);
      long messages = info.number("messageCount");
      if (settled == null) {
        settle(messages);
      }
      String seen = messages == 0 ? "nothing" : messages + " " + replayed(wire);
      settled = settled == null ? seen : settled;
      assertEquals(settled, seen);
    }

    /** What ran when the gateway was killed was accepted or not. */
    private void settle(long messages) {
      if (running != null && (running.begun() || messages > 2 * ended)) {
        ended++;
      } else {
        running = null;
      }
      assertEquals(2 * ended, messages, "messages of session " + id);
    }

    private Json replayed(Wire wire) throws IOException {
      StreamedText expected = running == null ? lastEnded : running;
      Json result = receive(wire, expected.replay());
      if (running != null && result.text("subtype").equals("interrupted")) {
        running.assertPrefix(result.text("text"));
      } else {
        assertEquals("success", result.text("subtype"), result::toString);
        expected.assertWhole(result.text("text"));
      }
      return result;
    }
  }
}

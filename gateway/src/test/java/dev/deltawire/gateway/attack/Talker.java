package dev.deltawire.gateway.attack;

import dev.deltawire.gateway.outside.Json;
import dev.deltawire.gateway.outside.Outside;
import dev.deltawire.gateway.outside.Wire;
import java.io.IOException;

/** A chat member who talks to a room without end, and reads what it is sent. */
final class Talker {

  private static final String MESSAGE =
      "{\"method\":\"messages.send\",\"params\":{\"conversation_id\":\"%s\",\"content\":\"%s\"}}";
  private static final int MESSAGES = 1000;

  private final Wire wire;
  private final String message;

  private Talker(Wire wire, String message) {
    this.wire = wire;
    this.message = message;
  }

  /** Begins to talk to {@code room-1}, in messages of 60 KB; returns in which conversation. */
  static String begin(Target target, String room) throws IOException {
    Outside rest = target.rest();
    target.sockets().open("/api/ws?token=dev:" + room + "-1").close(); // makes the account
    Wire wire = target.sockets().open("/api/ws?token=dev:" + room + "-0");
    String members = "{\"user_ids\":[\"%s-1\"],\"title\":\"%s\"}".formatted(room, room);
    Json created = Json.of(rest.post("/api/startChat", "dev:" + room + "-0", members).body());
    String conversation = created.at("result").text("id");
    Talker talker = new Talker(wire, MESSAGE.formatted(conversation, "x".repeat(60_000)));
    Thread thread = new Thread(talker::talk, "talker");
    thread.setDaemon(true);
    thread.start();
    return conversation;
  }

  private void talk() {
    try (wire) {
      for (int i = 0; i < MESSAGES; i++) {
        wire.send(message);
        Json frame = wire.next();
        while (!frame.toString().contains("\"result\"")) {
          frame = wire.next();
        }
      }
    } catch (IOException e) { // the attack goes on without it, and its outcome tells
      System.err.println("talker: " + e);
    }
  }
}

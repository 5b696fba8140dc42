package dev.deltawire.gateway.kill;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.gateway.outside.Json;
import dev.deltawire.gateway.outside.Outside;
import java.io.IOException;
import java.util.List;

/** Somebody of {@code chat} who now and then reads what another one writes (C-50). */
final class ChatMarks implements Load {

  private static final String WRITER = "writer";
  private static final String READER = "reader";
  private static final int READ_EVERY = 4;

  private String conversation;
  private volatile int unread;
  private volatile int unreadOnceAnswered;
  private volatile int acknowledged;

  @Override
  public void prepare(Outside gateway) throws IOException {
    try (ChatCaller reader = ChatCaller.connect(gateway, READER);
        ChatCaller writer = ChatCaller.connect(gateway, WRITER)) {
      conversation = writer.post("startChat", "{\"user_ids\":[\"reader\"]}").text("id");
      reader.post("getChatHistory", chat());
    }
  }

  @Override
  public List<Work> works(int round) {
    return List.of(this::writeAndRead);
  }

  @Override
  public int acknowledged() {
    return acknowledged;
  }

  private String chat() {
    return "{\"chat_id\":\"" + conversation + "\"}";
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // one client writes
  private void writeAndRead(Outside gateway) throws IOException {
    try (ChatCaller reader = ChatCaller.connect(gateway, READER);
        ChatCaller writer = ChatCaller.connect(gateway, WRITER)) {
      while (true) {
        if (unread == READ_EVERY) {
          unreadOnceAnswered = 0;
          reader.post("getChatHistory", chat());
        } else {
          unreadOnceAnswered = unread + 1;
          writer.post("sendMessage", "{\"text\":\"x\"," + chat().substring(1));
        }
        unread = unreadOnceAnswered;
        acknowledged++;
      }
    }
  }

  @Override
  public void check(Outside gateway) throws IOException {
    try (ChatCaller reader = ChatCaller.connect(gateway, READER)) {
      Json room = reader.post("getChat", chat());
      int found = room.has("unread_count") ? (int) room.number("unread_count") : 0;
      assertTrue(
          found == unread || found == unreadOnceAnswered,
          () -> found + " unread instead of " + unread + " or " + unreadOnceAnswered);
      unread = found;
      unreadOnceAnswered = found;
    }
  }
}

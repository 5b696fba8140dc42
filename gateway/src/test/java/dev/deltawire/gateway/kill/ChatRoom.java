package dev.deltawire.gateway.kill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.deltawire.gateway.outside.Json;
import dev.deltawire.gateway.outside.Outside;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Two people of {@code chat} who write, react and delete: one over a socket, one over HTTP. */
final class ChatRoom implements Load {

  private static final String ANN = "ann";
  private static final String BOB = "bob";

  private final Ledger messages = new Ledger("chat messages");
  private final Ledger reactions = new Ledger("reactions");
  private final Set<String> deleted = new HashSet<>();
  private String beingDeleted = "";
  private String conversation;

  @Override
  public void prepare(Outside gateway) throws IOException {
    try (ChatCaller ann = ChatCaller.connect(gateway, ANN);
        ChatCaller bob = ChatCaller.connect(gateway, BOB)) {
      conversation = ann.post("startChat", "{\"user_ids\":[\"bob\"]}").text("id");
      assertEquals(conversation, bob.post("startChat", "{\"user_ids\":[\"ann\"]}").text("id"));
    }
  }

  @Override
  public List<Work> works(int round) {
    return List.of(gateway -> writeOverSocket(gateway, round), gateway -> post(gateway, round));
  }

  @Override
  public int acknowledged() {
    return messages.size();
  }

  private void writeOverSocket(Outside gateway, int round) throws IOException {
    try (ChatCaller ann = ChatCaller.connect(gateway, ANN)) {
      for (int number = 0; true; number++) {
        String name = "ann-%d-%d".formatted(round, number);
        messages.asked(name);
        String params =
            "{\"conversation_id\":\"%s\",\"content\":\"text\",\"client_msg_id\":\"%s\"}";
        String id = ann.call("messages.send", params.formatted(conversation, name)).text("id");
        messages.acknowledged(name);
        if (number % 10 == 5) {
          react(ann, name, id);
        } else if (number % 10 == 7) {
          delete(ann, name, id);
        }
      }
    }
  }

  private void react(ChatCaller ann, String name, String id) throws IOException {
    reactions.asked(name);
    ann.call("reactions.add", "{\"message_id\":\"%s\",\"emoji\":\"ok\"}".formatted(id));
    reactions.acknowledged(name);
  }

  private void delete(ChatCaller ann, String name, String id) throws IOException {
    beingDeleted = name;
    String params = "{\"conversation_id\":\"%s\",\"ids\":[\"%s\"]}".formatted(conversation, id);
    ann.call("messages.delete", params);
    deleted.add(name);
  }

  private void post(Outside gateway, int round) throws IOException {
    try (ChatCaller bob = ChatCaller.connect(gateway, BOB)) {
      for (int number = 0; true; number++) {
        String name = "bob-%d-%d".formatted(round, number);
        messages.asked(name);
        String params = "{\"chat_id\":\"%s\",\"text\":\"text\",\"client_msg_id\":\"%s\"}";
        bob.post("sendMessage", params.formatted(conversation, name));
        messages.acknowledged(name);
      }
    }
  }

  @Override
  public void check(Outside gateway) throws IOException {
    List<String> found = new ArrayList<>();
    List<String> reacted = new ArrayList<>();
    try (ChatCaller ann = ChatCaller.connect(gateway, ANN)) {
      for (Json message : ann.history(conversation)) {
        String name = message.text("client_msg_id");
        found.add(name);
        message.list("reactions").forEach(reaction -> reacted.add(name));
      }
    }
    Set<String> back = new TreeSet<>(found);
    back.retainAll(deleted);
    assertEquals(Set.of(), back, "deleted and there again");
    if (!beingDeleted.isEmpty() && !found.contains(beingDeleted)) {
      deleted.add(beingDeleted);
    }
    found.addAll(deleted);
    messages.settle(found);
    reactions.settle(reacted);
  }
}

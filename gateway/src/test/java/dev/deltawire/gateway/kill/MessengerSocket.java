package dev.deltawire.gateway.kill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.gateway.outside.Json;
import dev.deltawire.gateway.outside.Outside;
import dev.deltawire.gateway.outside.Wire;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A socket of {@code messenger} that watches the order of what it gets (M-26). */
final class MessengerSocket implements AutoCloseable {

  private final Wire wire;
  private final Map<String, Long> seqs = new HashMap<>();
  private String lastDelivery = "";

  private MessengerSocket(Wire wire) {
    this.wire = wire;
  }

  /** Connects and has seen {@code hello.ok}. */
  static MessengerSocket open(Outside gateway, String key) throws IOException {
    Wire wire = gateway.open("/v1/ws", "Authorization: Bearer " + key);
    Json hello = wire.next();
    assertEquals("hello.ok", hello.text("type"), hello::toString);
    return new MessengerSocket(wire);
  }

  /** The next message; what else is pushed is passed over. */
  Json nextMessage() throws IOException {
    Json frame = wire.next();
    while (!frame.text("type").equals("message.new")) {
      frame = wire.next();
    }
    return inOrder(frame.at("payload"));
  }

  /** All messages up to the one that was sent last (M-26). */
  List<Json> readThrough(String lastClientMsgId) throws IOException {
    List<Json> messages = new ArrayList<>();
    do {
      messages.add(nextMessage());
    } while (!messages.get(messages.size() - 1).text("client_msg_id").equals(lastClientMsgId));
    return messages;
  }

  private Json inOrder(Json message) {
    String delivery = message.text("delivery_id");
    assertTrue(delivery.compareTo(lastDelivery) > 0, () -> lastDelivery + " before " + delivery);
    lastDelivery = delivery;
    Long before = seqs.put(message.text("conversation_id"), message.number("seq"));
    assertTrue(before == null || before < message.number("seq"), message::toString);
    return message;
  }

  @Override
  public void close() throws IOException {
    wire.close();
  }
}

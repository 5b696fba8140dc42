package dev.deltawire.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.deltawire.model.home.HomeClientFrame;
import dev.deltawire.model.home.HomeClientFrame.NotificationAck;
import dev.deltawire.model.home.HomeClientFrame.NotificationRead;
import dev.deltawire.model.home.HomeClientFrame.PingRequest;
import dev.deltawire.model.home.HomeServerFrame;
import dev.deltawire.model.messenger.MessengerClientFrame;
import dev.deltawire.model.messenger.MessengerClientFrame.ReadMessage;
import dev.deltawire.model.messenger.MessengerClientFrame.ReadThrough;
import dev.deltawire.model.messenger.MessengerClientFrame.TypingStart;
import dev.deltawire.model.messenger.MessengerClientFrame.TypingStop;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is read in place is accepted, refused and understood as the record of it would be. */
final class InPlaceTest {
  private static final String UUID = "7a1e5c0d-93b4-4d0f-8f55-6c2d1e0b9a84";
  private static final int MUTATIONS = 40_000;

  private final HomeDecoder home = HomeDecoder.create();
  private final MessengerDecoder messenger = MessengerDecoder.create();

  @Test
  void noticedNotifications() {
    List<String> ids =
        List.of(
            "\"" + UUID + "\"",
            "\"7A1E5C0D-93b4-4d0f-8f55-6c2d1e0b9A84\"",
            "\"\\u0037" + UUID.substring(1) + "\"",
            "\"" + UUID + "0\"",
            "\"7a1e5c0d-93b4-4d0f-8f55-6c2d1e0b9a8g\"",
            "\"\"",
            "null",
            "7",
            "{}");
    for (String type : List.of("notification.ack", "notification.read", "notification.push")) {
      for (String id : ids) {
        assertHomeAlike(
            "{\"type\":\"" + type + "\",\"payload\":{\"notificationId\":" + id + "},\"id\":\"a\"}");
      }
      assertHomeAlike("{\"type\":\"" + type + "\"}");
      assertHomeAlike("{\"type\":\"" + type + "\",\"id\":1,\"payload\":{}}");
    }
  }

  @Test
  void whatAgentsDo() {
    List<String> payloads =
        List.of(
            "{\"conversation_id\":\"c\",\"through_seq\":3.0,\"message_id\":7}",
            "{\"conversation_id\":\"\\u0063é😀\",\"through_seq\":0}",
            "{\"conversation_id\":\"é😀\"}",
            "{\"conversation_id\":\"\",\"through_seq\":-1}",
            "{\"conversation_id\":null,\"through_seq\":1}",
            "{\"conversation_id\":\"c\",\"through_seq\":1.5,\"message_id\":\"m\"}",
            "{\"through_seq\":null,\"message_id\":\"msg_x\"}",
            "{\"message_id\":7}",
            "{}",
            "null",
            "[]");
    for (String type :
        List.of("message.read_ack", "typing.start", "typing.stop", "presence.update")) {
      for (String payload : payloads) {
        assertMessengerAlike("{\"type\":\"" + type + "\",\"payload\":" + payload + "}");
      }
      assertMessengerAlike("{\"type\":\"" + type + "\"}");
    }
  }

  @Test
  void mutatedFramesOfDevices() {
    mutate(
        this::assertHomeAlike,
        "{\"id\":\"a1\",\"type\":\"notification.ack\",\"payload\":{\"notificationId\":\"%s\"}}"
            .formatted(UUID),
        "{\"type\":\"notification.read\",\"timestamp\":1,\"payload\":{\"notificationId\":\"%s\"}}"
            .formatted(UUID),
        "{\"id\":\"p1\",\"type\":\"ping.request\",\"payload\":{}}");
  }

  @Test
  void mutatedFramesOfAgents() {
    mutate(
        this::assertMessengerAlike,
        "{\"type\":\"message.read_ack\","
            + "\"payload\":{\"conversation_id\":\"c\",\"through_seq\":42}}",
        "{\"type\":\"message.read_ack\",\"payload\":{\"message_id\":\"msg_4fK9sLq2\"}}",
        "{\"type\":\"typing.start\",\"payload\":{\"conversation_id\":\"conv_\\n9\"}}",
        "{\"type\":\"typing.stop\",\"payload\":{\"conversation_id\":\"é\"}}");
  }

  @Test
  void anIdIsMadeOnceWhileItStaysTheSame() {
    String first = takeId("conv_9aTq3LwXz7");
    assertSame(first, takeId("conv_9aTq3LwXz7"));
    assertSame(first, takeId("conv_9aTq3LwXz\\u0037"));
    assertEquals("conv_9aTq3LwXz", takeId("conv_9aTq3LwXz"));
    assertEquals("", takeId(""));
    assertEquals("conv_9aTq3LwXé", takeId("conv_9aTq3LwXé"));
    assertEquals("conv_9aTq3LwXz7", takeId("conv_9aTq3LwXz7"));
    String tooLong = "c".repeat(65);
    assertEquals(tooLong, takeId(tooLong));
    assertNotSame(takeId(tooLong), takeId(tooLong), "what is long is not kept");
  }

  private String takeId(String id) {
    byte[] utf8 =
        ("{\"type\":\"typing.start\",\"payload\":{\"conversation_id\":\"" + id + "\"}}")
            .getBytes(UTF_8);
    MessengerInbound inbound = messenger.decodeInPlace(utf8, 0, utf8.length);
    MessengerInbound.Act act = assertInstanceOf(MessengerInbound.Act.class, inbound);
    String taken = act.takeId();
    assertEquals(0, act.id().length(), "the message is let go");
    return taken;
  }

  private void assertHomeAlike(String message) {
    byte[] utf8 = message.getBytes(UTF_8);
    assertHomeAlike(utf8, message);
  }

  private void assertHomeAlike(byte[] utf8, String message) {
    Object expected = plain(HomeDecoder.create().decode(utf8, 0, utf8.length));
    assertEquals(expected, plain(home.decodeInPlace(utf8, 0, utf8.length)), message);
  }

  private void assertMessengerAlike(String message) {
    byte[] utf8 = message.getBytes(UTF_8);
    assertMessengerAlike(utf8, message);
  }

  private void assertMessengerAlike(byte[] utf8, String message) {
    Object expected = plain(MessengerDecoder.create().decode(utf8, 0, utf8.length));
    assertEquals(expected, plain(messenger.decodeInPlace(utf8, 0, utf8.length)), message);
  }

  private static void mutate(BiConsumer<byte[], String> check, String... frames) {
    RandomJson source = new RandomJson(new SplittableRandom(52));
    List<byte[]> valid = Stream.of(frames).map(frame -> frame.getBytes(UTF_8)).toList();
    for (int n = 0; n < MUTATIONS; n++) {
      byte[] mutated = source.mutate(valid.get(n % valid.size()));
      check.accept(mutated, new String(mutated, UTF_8));
    }
  }

  /** The record, or the answer to a ping: the same whether it was read in place or not. */
  static Object plain(HomeInbound inbound) {
    if (inbound instanceof HomeInbound.Ping ping) {
      JsonWriter answer = JsonWriter.create();
      ping.at(0).answer(answer);
      return new String(answer.toByteArray(), UTF_8);
    }
    if (inbound instanceof HomeInbound.Noticed noticed) {
      return noticed.type().equals(NotificationAck.TYPE)
          ? new NotificationAck(noticed.id())
          : new NotificationRead(noticed.id());
    }
    if (inbound instanceof HomeInbound.Ok ok) {
      return plain(ok.frame());
    }
    return inbound;
  }

  private static Object plain(HomeClientFrame frame) {
    if (frame instanceof PingRequest ping) {
      JsonWriter answer = JsonWriter.create();
      HomeEncoder.encode(new HomeServerFrame.PingResponse(ping.id(), 0), answer);
      return new String(answer.toByteArray(), UTF_8);
    }
    return frame;
  }

  /** As above, of what an agent does. */
  static Object plain(MessengerInbound inbound) {
    if (inbound instanceof MessengerInbound.Act act) {
      MessengerClientFrame frame =
          switch (act.kind()) {
            case READ_THROUGH -> new ReadThrough(act.takeId(), act.throughSeq());
            case READ_MESSAGE -> new ReadMessage(act.takeId());
            case TYPING_START -> new TypingStart(act.takeId());
            case TYPING_STOP -> new TypingStop(act.takeId());
          };
      assertEquals(frame.type(), act.type());
      return frame;
    }
    return inbound instanceof MessengerInbound.Ok ok ? ok.frame() : inbound;
  }
}

package dev.deltawire.model.messenger;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.model.RawJson;
import dev.deltawire.model.messenger.MessengerClientFrame.Hello;
import dev.deltawire.model.messenger.MessengerClientFrame.ReadThrough;
import dev.deltawire.model.messenger.MessengerServerFrame.MessageNew;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MessengerFramesTest {
  private static final String EMOJI = "😀";

  @ParameterizedTest
  @ValueSource(
      strings = {"a", "0", "alice", "a-b_c", "systems", "abcdefghijklmnopqrstuvwxyz012345"})
  void m09_handles(String handle) {
    assertTrue(MessengerLimits.isHandle(handle));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "system",
        "-a",
        "_a",
        "Alice",
        "a b",
        "é",
        "@a",
        "a.b",
        "abcdefghijklmnopqrstuvwxyz0123456"
      })
  void m09_whatIsNoHandle(String text) {
    assertFalse(MessengerLimits.isHandle(text));
  }

  @Test
  void m09_deliveryIdsIncreaseWithTheirNumbers() {
    assertEquals("del_00000000000000000000000000000a1f", DeliveryId.of(0xa1f));
    long[] numbers = {1, 9, 15, 16, 255, 1L << 40, Long.MAX_VALUE};
    for (int i = 0; i < numbers.length; i++) {
      assertEquals(OptionalLong.of(numbers[i]), DeliveryId.number(DeliveryId.of(numbers[i])));
      assertTrue(i == 0 || DeliveryId.of(numbers[i - 1]).compareTo(DeliveryId.of(numbers[i])) < 0);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "del_",
        "del_a1f",
        "msg_00000000000000000000000000000a1f",
        "del_00000000000000000000000000000A1F",
        "del_10000000000000000000000000000a1f",
        "del_0000000000000000ffffffffffffffff",
        "del_0000000000000000000000000000-a1f",
        "del_00000000000000000000000000000a1f0"
      })
  void m09_whatIsNoDeliveryId(String text) {
    assertEquals(OptionalLong.empty(), DeliveryId.number(text));
  }

  @Test
  void m12_messagesKeepTheirBounds() {
    assertDoesNotThrow(() -> message(EMOJI.repeat(128), 1, 32_768));
    refused("client_msg_id", () -> message("", 1, 2));
    refused("client_msg_id", () -> message("c".repeat(129), 1, 2));
    refused("seq", () -> message("c", 0, 2));
    refused("content", () -> message("c", 1, 32_769));
    refused("delivery_id", () -> new MessageNew(message("c", 1, 2), 0));
  }

  @Test
  void m20_m21_actionsKeepTheirBounds() {
    assertDoesNotThrow(() -> new ReadThrough("conv_x", 0));
    refused("through_seq", () -> new ReadThrough("conv_x", -1));
    assertDoesNotThrow(() -> new CustomMessage(EMOJI.repeat(200)));
    refused("custom_message", () -> new CustomMessage("m".repeat(201)));
  }

  @Test
  void x56_aKeyIsNotShown() {
    assertFalse(new Hello("dw_live_secret").toString().contains("secret"));
  }

  private static Message message(String clientMsgId, long seq, int contentBytes) {
    return new Message(
        "msg_x",
        "conv_x",
        "alice",
        clientMsgId,
        seq,
        MessageType.TEXT,
        object(contentBytes),
        RawJson.EMPTY_OBJECT,
        Instant.EPOCH);
  }

  private static RawJson object(int bytes) {
    byte[] json = new byte[bytes];
    json[0] = '{';
    json[bytes - 1] = '}';
    return RawJson.ofValidated(json);
  }

  private static void refused(String field, Executable construction) {
    String message = assertThrows(IllegalArgumentException.class, construction).getMessage();
    assertTrue(message.startsWith(field), message);
  }
}

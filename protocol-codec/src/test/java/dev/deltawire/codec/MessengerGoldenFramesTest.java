package dev.deltawire.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.deltawire.codec.MessengerInbound.Ok;
import dev.deltawire.codec.MessengerInbound.Rejected;
import dev.deltawire.model.RawJson;
import dev.deltawire.model.messenger.CustomMessage;
import dev.deltawire.model.messenger.DeliveryStatus;
import dev.deltawire.model.messenger.ErrorCode;
import dev.deltawire.model.messenger.Message;
import dev.deltawire.model.messenger.MessageType;
import dev.deltawire.model.messenger.MessengerClientFrame.Hello;
import dev.deltawire.model.messenger.MessengerClientFrame.PresenceUpdate;
import dev.deltawire.model.messenger.MessengerClientFrame.ReadMessage;
import dev.deltawire.model.messenger.MessengerClientFrame.ReadThrough;
import dev.deltawire.model.messenger.MessengerClientFrame.TypingStart;
import dev.deltawire.model.messenger.MessengerClientFrame.TypingStop;
import dev.deltawire.model.messenger.MessengerServerFrame;
import dev.deltawire.model.messenger.MessengerServerFrame.GroupDeleted;
import dev.deltawire.model.messenger.MessengerServerFrame.HelloOk;
import dev.deltawire.model.messenger.MessengerServerFrame.MessageNew;
import dev.deltawire.model.messenger.MessengerServerFrame.MessageRead;
import dev.deltawire.model.messenger.MessengerServerFrame.MessengerError;
import dev.deltawire.model.messenger.MessengerServerFrame.PresenceChanged;
import dev.deltawire.model.messenger.MessengerServerFrame.RateLimitWarning;
import dev.deltawire.model.messenger.MessengerServerFrame.Typing;
import dev.deltawire.model.messenger.PresenceStatus;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples of PROTOCOLS 6.2 in messenger-frames.txt, line by line, in both directions. */
final class MessengerGoldenFramesTest {
  private static final String CONVERSATION = "conv_9aTq3LwXz7Rk2MvB";
  private static final Instant SENT = Instant.parse("2026-04-23T14:02:10.123Z");
  private static final MessengerError NO_SEND =
      new MessengerError(
          ErrorCode.UNSUPPORTED_ACTION, "message.send is not supported, use POST /v1/messages");
  private static final List<String> LINES = lines();

  static Stream<Arguments> fromAgents() {
    return Stream.of(
        Arguments.of("M-10", 0, new Ok(new Hello("dw_live_k3Jx"))),
        Arguments.of("M-10", 1, new Ok(new Hello("dw_live_k3Jx"))),
        Arguments.of("M-10", 2, new Ok(new Hello("dw_live_k3Jx"))),
        Arguments.of("M-20", 0, new Ok(new ReadThrough(CONVERSATION, 42))),
        Arguments.of("M-20", 1, new Ok(new ReadMessage("msg_4fK9sLq2Zx8Vb1Nt"))),
        Arguments.of(
            "M-21",
            0,
            new Ok(
                new PresenceUpdate(
                    PresenceStatus.BUSY, Optional.of(new CustomMessage("processing batch job"))))),
        Arguments.of("M-22", 0, new Ok(new TypingStart(CONVERSATION))),
        Arguments.of("M-22", 1, new Ok(new TypingStop(CONVERSATION))),
        Arguments.of("M-23", 0, new Rejected(NO_SEND, false)));
  }

  static Stream<Arguments> fromTheServer() {
    return Stream.of(
        Arguments.of("M-11", 0, new HelloOk()),
        Arguments.of("M-12", 0, new MessageNew(hello(), 0xa1f)),
        Arguments.of("M-12", 1, new MessageNew(groupDeleted(), 0xa20)),
        Arguments.of(
            "M-14",
            0,
            new MessageRead(
                CONVERSATION,
                "msg_4fK9sLq2Zx8Vb1Nt",
                42,
                "bob",
                Instant.parse("2026-04-23T14:02:30Z"))),
        Arguments.of(
            "M-15",
            0,
            new PresenceChanged(
                "alice", PresenceStatus.BUSY, new CustomMessage("processing batch job"))),
        Arguments.of("M-16", 0, new Typing(true, CONVERSATION, "alice")),
        Arguments.of("M-16", 1, new Typing(false, CONVERSATION, "alice")),
        Arguments.of("M-17", 0, new GroupDeleted("grp_2bVn6KsRj4Xq8LzD", "carol", SENT)),
        Arguments.of(
            "M-18",
            0,
            new RateLimitWarning(
                "/v1/messages",
                60,
                12,
                Instant.parse("2026-04-23T14:02:11Z"),
                "approaching limit")),
        Arguments.of("M-19", 0, NO_SEND));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("fromAgents")
  void decodesTheExample(String row, int line, MessengerInbound inbound) {
    byte[] json = examples(row).get(line).getBytes(UTF_8);
    assertEquals(inbound, MessengerDecoder.create().decode(json, 0, json.length));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("fromTheServer")
  void encodesTheExample(String row, int line, MessengerServerFrame frame) {
    assertEquals(examples(row).get(line), encode(frame));
  }

  @Test
  void everyExampleIsCovered() {
    List<String> rows = new ArrayList<>();
    Stream.concat(fromAgents(), fromTheServer()).forEach(a -> rows.add((String) a.get()[0]));
    assertEquals(
        LINES.stream().map(line -> line.substring(0, 4)).toList(), rows.stream().sorted().toList());
  }

  @Test
  void m12_m41_restShowsTheStatusAndTheReadersDelivery() {
    JsonWriter out = JsonWriter.create();
    MessengerEncoder.encode(hello(), 0, DeliveryStatus.STORED, out);
    String payload = examples("M-12").get(0).substring("{'type':'message.new','payload':".length());
    String sent = payload.substring(0, payload.indexOf(",\"delivery_id\""));
    assertEquals(sent + ",\"status\":\"stored\"}", new String(out.toByteArray(), UTF_8));

    out.reset();
    MessengerEncoder.encode(hello(), 0xa1f, DeliveryStatus.READ, out);
    assertEquals(
        payload.substring(0, payload.length() - 2) + ",\"status\":\"read\"}",
        new String(out.toByteArray(), UTF_8));
  }

  @Test
  void m15_noCustomMessageIsNull() {
    assertEquals(
        "{\"type\":\"presence.update\",\"payload\":"
            + "{\"handle\":\"bob\",\"status\":\"offline\",\"custom_message\":null}}",
        encode(new PresenceChanged("bob", PresenceStatus.OFFLINE, CustomMessage.NONE)));
  }

  private static Message hello() {
    return new Message(
        "msg_4fK9sLq2Zx8Vb1Nt",
        CONVERSATION,
        "alice",
        "c1",
        42,
        MessageType.TEXT,
        json("{\"text\":\"Hello.\"}"),
        RawJson.EMPTY_OBJECT,
        SENT);
  }

  private static Message groupDeleted() {
    return new Message(
        "msg_7gT2mQp5Wc1Hd9Ye",
        "grp_2bVn6KsRj4Xq8LzD",
        "system",
        "msg_7gT2mQp5Wc1Hd9Ye",
        7,
        MessageType.SYSTEM,
        json(
            "{\"data\":{\"schema_version\":1,\"event\":\"group_deleted\","
                + "\"actor_handle\":\"carol\"}}"),
        RawJson.EMPTY_OBJECT,
        SENT);
  }

  private static RawJson json(String text) {
    return JsonText.parse(text).orElseThrow();
  }

  private static String encode(MessengerServerFrame frame) {
    JsonWriter writer = JsonWriter.create();
    MessengerEncoder.encode(frame, writer);
    return new String(writer.toByteArray(), UTF_8);
  }

  private static List<String> examples(String row) {
    return LINES.stream().filter(l -> l.startsWith(row)).map(l -> l.substring(5)).toList();
  }

  private static List<String> lines() {
    try (InputStream in =
        MessengerGoldenFramesTest.class.getResourceAsStream("messenger-frames.txt")) {
      return new String(in.readAllBytes(), UTF_8).lines().toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}

package dev.deltawire.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.model.RawJson;
import dev.deltawire.model.agent.AgentServerFrame;
import dev.deltawire.model.chat.Account;
import dev.deltawire.model.chat.ChatServerFrame;
import dev.deltawire.model.home.HomeServerFrame;
import dev.deltawire.model.home.ToolStatus;
import dev.deltawire.model.integration.IntegrationServerFrame.IntegrationEvent;
import dev.deltawire.model.messenger.CustomMessage;
import dev.deltawire.model.messenger.Message;
import dev.deltawire.model.messenger.MessageType;
import dev.deltawire.model.messenger.MessengerServerFrame;
import dev.deltawire.model.messenger.PresenceStatus;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Zero in the source: the build runs this class once more with {@code -Xint}. */
final class AllocationTest {
  private static final String TEXT =
      "A token, \"quoted\"\n and then: é, €, 中文, 😀, \uD83D. ".repeat(3);

  private final Allocation allocation = new Allocation();
  private final byte[] utf8 = TEXT.getBytes(UTF_8);
  private final byte[] dst = new byte[6 * utf8.length];
  private long sink;
  private byte[] escapee;

  @BeforeEach
  void theMeterItselfAllocatesNothingAndSeesWhatOthersDo() {
    assertEquals(0, allocation.of(() -> sink++));
    assertTrue(
        allocation.of(() -> escapee = new byte[64]) > 0); // a local one may be optimised away
    assertEquals(64, escapee.length);
  }

  @Test
  void escapeAllocatesNothing() {
    CharBuffer chars = CharBuffer.wrap(TEXT.toCharArray());
    assertEquals(0, allocation.of(() -> sink += JsonEscape.escape(TEXT, 0, TEXT.length(), dst, 0)));
    assertEquals(
        0, allocation.of(() -> sink += JsonEscape.escape(chars, 0, chars.length(), dst, 0)));
    assertEquals(
        0, allocation.of(() -> sink += JsonEscape.escapeUtf8(utf8, 0, utf8.length, dst, 0)));
  }

  @Test
  void runsOfPairsAreEscapedWithoutAllocation() {
    String emoji = "\uD83D\uDE00".repeat(200);
    CharBuffer chars = CharBuffer.wrap(emoji.toCharArray());
    byte[] escaped = new byte[6 * emoji.length()];
    int length = emoji.length();
    assertEquals(0, allocation.of(() -> sink += JsonEscape.escape(emoji, 0, length, escaped, 0)));
    assertEquals(0, allocation.of(() -> sink += JsonEscape.escape(chars, 0, length, escaped, 0)));
  }

  @Test
  void offsetsAllocateNothing() {
    long packed = JsonEscape.escape(TEXT, 0, TEXT.length(), dst, 0);
    int end = JsonEscape.position(packed);
    int raw = JsonEscape.rawLength(packed);
    assertEquals(0, allocation.of(() -> sink += JsonEscape.rawLength(dst, 0, end)));
    assertEquals(0, allocation.of(() -> sink += JsonEscape.skip(dst, 0, end, raw)));
  }

  @Test
  void deltaFramesAllocateNothing() {
    DeltaTemplate template =
        DeltaTemplate.withEndOffset(
            "{\"delta\":\"".getBytes(UTF_8), "\",\"offset\":".getBytes(UTF_8), new byte[] {'}'});
    assertEquals(0, framesOf(template, ByteBuffer.allocate(4096)));
    assertEquals(0, framesOf(template, ByteBuffer.allocateDirect(4096)));
  }

  @Test
  void theWriterAllocatesNothingOnceGrown() {
    JsonWriter writer = JsonWriter.ofCapacity(1);
    UUID uuid = new UUID(0x0123456789abcdefL, -1);
    RawJson data = RawJson.ofValidated("{\"a\":[1,2]}".getBytes(UTF_8));
    byte[] constant = "{\"type\":".getBytes(UTF_8);
    Runnable frame =
        () -> {
          writer.reset().raw(constant).string(TEXT).uuid(uuid).number(Long.MIN_VALUE);
          writer.rawJson(data).bool(true).raw(',');
          sink += writer.length() + writer.array().length;
        };
    assertEquals(0, allocation.of(frame));
  }

  @Test
  void scanningAllocatesNothingOnceTheTablesHaveGrown() {
    byte[] message =
        ("{\"id\":\"m1\",\"type\":\"chat.message\",\"timestamp\":1705312800000,"
                + "\"deviceId\":[null,true,{\"é\":\"\\ud83d\\ude00\"}],"
                + "\"payload\":{\"content\":\"What's the weather like?\",\"offset\":90e-1}}")
            .getBytes(UTF_8);
    JsonScanner scanner = JsonScanner.withBody("payload");
    Runnable scan =
        () -> {
          boolean accepted = scanner.scan(message, 0, message.length);
          JsonMembers body = scanner.body();
          boolean unique = scanner.envelope().isUnique() && body.isUnique();
          int offset = body.find("offset");
          sink += accepted && unique ? body.count() : -1;
          sink += JsonNumbers.integer(message, body.valueFrom(offset), body.valueTo(offset));
        };
    assertEquals(0, allocation.of(scan));
    sink = 0;
    scan.run();
    assertEquals(2 + 9, sink);
  }

  @Test
  void integrationEventsAreEncodedWithoutAllocation() {
    JsonWriter writer = JsonWriter.create();
    IntegrationEvent event =
        new IntegrationEvent("ttsAmplitude", RawJson.ofValidated("{\"a\":0.3}".getBytes(UTF_8)));
    Runnable encode =
        () -> {
          IntegrationEncoder.encode(event, writer.reset());
          sink += writer.length();
        };
    assertEquals(0, allocation.of(encode));
  }

  @Test
  void homeFramesAreEncodedWithoutAllocation() {
    JsonWriter writer = JsonWriter.create();
    UUID uuid = new UUID(1, 2);
    List<HomeServerFrame> frames =
        List.of(
            new HomeServerFrame.ChatDelta(uuid, TEXT),
            new HomeServerFrame.ChatDone(uuid, uuid),
            new HomeServerFrame.ChatToolCall(uuid, "capture_camera", ToolStatus.FAILED),
            new HomeServerFrame.PingResponse("p1", 1705312800000L),
            new HomeServerFrame.WidgetData("weather", RawJson.EMPTY_OBJECT),
            new HomeServerFrame.HomeError("Invalid message format", null));
    Runnable encode =
        () -> {
          writer.reset();
          for (int i = 0; i < frames.size(); i++) {
            HomeEncoder.encode(frames.get(i), writer);
          }
          sink += writer.length();
        };
    assertEquals(0, allocation.of(encode));
  }

  @Test
  void m12_m15_m16_messengerFramesAreEncodedWithoutAllocation() {
    JsonWriter writer = JsonWriter.create();
    RawJson content = RawJson.ofValidated("{\"text\":\"Hello.\"}".getBytes(UTF_8));
    Message message =
        new Message(
            "msg_4fK9sLq2Zx8Vb1Nt",
            "conv_9aTq3LwXz7Rk2MvB",
            "alice",
            "c1",
            42,
            MessageType.TEXT,
            content,
            RawJson.EMPTY_OBJECT,
            Instant.ofEpochMilli(1_776_952_930_123L));
    List<MessengerServerFrame> frames =
        List.of(
            new MessengerServerFrame.MessageNew(message, 2591),
            new MessengerServerFrame.Typing(true, "conv_9aTq3LwXz7Rk2MvB", "alice"),
            new MessengerServerFrame.PresenceChanged(
                "alice", PresenceStatus.BUSY, new CustomMessage("processing batch job")));
    Runnable encode =
        () -> {
          writer.reset();
          for (int i = 0; i < frames.size(); i++) {
            MessengerEncoder.encode(frames.get(i), writer);
          }
          sink += writer.length();
        };
    assertEquals(0, allocation.of(encode));
  }

  @Test
  void agentFramesAreEncodedWithoutAllocation() {
    JsonWriter writer = JsonWriter.create();
    RawJson input = RawJson.ofValidated("{\"city\":\"Paris\"}".getBytes(UTF_8));
    List<AgentServerFrame> frames =
        List.of(
            new AgentServerFrame.Text(TEXT),
            new AgentServerFrame.Thinking(TEXT),
            new AgentServerFrame.ToolUse("call_1", "get_weather", input),
            new AgentServerFrame.ToolCall("call_1", "get_weather", input),
            new AgentServerFrame.Pong(RawJson.EMPTY_OBJECT),
            new AgentServerFrame.Ready());
    Runnable encode =
        () -> {
          writer.reset();
          for (int i = 0; i < frames.size(); i++) {
            AgentEncoder.encode(frames.get(i), writer);
          }
          sink += writer.length();
        };
    assertEquals(0, allocation.of(encode));
  }

  @Test
  void c18_c20_hotChatFramesAreEncodedWithoutAllocation() {
    JsonWriter writer = JsonWriter.create();
    UUID uuid = new UUID(1, 2);
    List<ChatServerFrame> frames =
        List.of(
            new ChatServerFrame.MessageDelta(uuid, TEXT, 1 << 20),
            new ChatServerFrame.Typing(uuid, Account.agent("helper", "Helper"), true),
            ChatServerFrame.Success.DONE);
    Runnable encode =
        () -> {
          writer.reset();
          for (int i = 0; i < frames.size(); i++) {
            ChatEncoder.encode(frames.get(i), writer);
          }
          sink += writer.length();
        };
    assertEquals(0, allocation.of(encode));
  }

  @Test
  void c18_deltasFromTheTemplateAllocateNothing() {
    assertEquals(0, framesOf(ChatEncoder.delta(new UUID(1, 2)), ByteBuffer.allocateDirect(4096)));
  }

  private long framesOf(DeltaTemplate template, ByteBuffer buffer) {
    return allocation.of(
        () -> {
          buffer.clear();
          sink += template.size(utf8.length, sink & 0xFFFFFF);
          template.put(buffer, utf8, 0, utf8.length, 123_456_789L);
        });
  }
}

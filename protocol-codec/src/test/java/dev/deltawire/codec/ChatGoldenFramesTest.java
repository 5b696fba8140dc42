package dev.deltawire.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.codec.ChatInbound.Ok;
import dev.deltawire.model.chat.Account;
import dev.deltawire.model.chat.ChatCall;
import dev.deltawire.model.chat.ChatErrorCode;
import dev.deltawire.model.chat.ChatMethod;
import dev.deltawire.model.chat.ChatResult;
import dev.deltawire.model.chat.ChatServerFrame;
import dev.deltawire.model.chat.ChatServerFrame.ConversationNew;
import dev.deltawire.model.chat.ChatServerFrame.Failure;
import dev.deltawire.model.chat.ChatServerFrame.Hello;
import dev.deltawire.model.chat.ChatServerFrame.MessageComplete;
import dev.deltawire.model.chat.ChatServerFrame.MessageDeleted;
import dev.deltawire.model.chat.ChatServerFrame.MessageDelta;
import dev.deltawire.model.chat.ChatServerFrame.MessageNew;
import dev.deltawire.model.chat.ChatServerFrame.ReactionAdded;
import dev.deltawire.model.chat.ChatServerFrame.ReactionRemoved;
import dev.deltawire.model.chat.ChatServerFrame.Success;
import dev.deltawire.model.chat.ChatServerFrame.Typing;
import dev.deltawire.model.chat.Conversation;
import dev.deltawire.model.chat.ConversationKind;
import dev.deltawire.model.chat.Message;
import dev.deltawire.model.chat.Reaction;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples of PROTOCOLS section 5, line by line, in both directions. */
final class ChatGoldenFramesTest {
  private static final UUID CONVERSATION = UUID.fromString("0d6c1f0a-2b52-4f9e-9f1e-0a2b3c4d5e6f");
  private static final UUID MESSAGE = UUID.fromString("a1b2c3d4-0000-4000-8000-000000000001");
  private static final Instant SENT = Instant.parse("2026-04-23T14:02:10.123Z");
  private static final Account OPS = Account.human("ops", "Ops");
  private static final Account HELPER = Account.agent("helper", "Helper");
  private static final Message PLACEHOLDER =
      Message.placeholder(MESSAGE, CONVERSATION, HELPER, SENT);
  private static final Reaction FIRE =
      new Reaction(MESSAGE, OPS, "🔥", Instant.parse("2026-04-23T14:02:12Z"));
  private static final List<String> LINES = lines();

  static Stream<Arguments> fromTheServer() {
    return Stream.of(
        Arguments.of("C-08", Success.DONE),
        Arguments.of("C-08", new Failure(ChatErrorCode.NOT_FOUND, "not found: conversation")),
        Arguments.of("C-16", new Hello(OPS)),
        Arguments.of("C-17", new MessageNew(PLACEHOLDER)),
        Arguments.of("C-18", new MessageDelta(MESSAGE, "Systematic short", 16)),
        Arguments.of(
            "C-19",
            new MessageComplete(
                PLACEHOLDER.ended(
                    "Systematic short", Instant.parse("2026-04-23T14:02:11Z"), null))),
        Arguments.of("C-20", new Typing(CONVERSATION, HELPER, true)),
        Arguments.of("C-21", new ReactionAdded(FIRE)),
        Arguments.of("C-22", new ReactionRemoved(MESSAGE, OPS, "🔥")),
        Arguments.of(
            "C-23",
            new ConversationNew(
                new Conversation(
                    CONVERSATION, ConversationKind.GROUP, "Desk", List.of(OPS), SENT, 0))),
        Arguments.of("C-24", new MessageDeleted(CONVERSATION, List.of(MESSAGE))),
        Arguments.of("C-40", new Success(new ChatResult.Resumed(MESSAGE, 48, false))));
  }

  static Stream<Arguments> objects() {
    return Stream.of(
        Arguments.of(
            "C-11",
            new Conversation(
                CONVERSATION, ConversationKind.DIRECT, null, List.of(OPS, HELPER), SENT, 0)),
        Arguments.of("C-15", new ChatResult.Auth("dev:ops", 31_536_000, OPS)));
  }

  static Stream<Arguments> fromCallers() {
    return Stream.of(
        Arguments.of("C-06", new ChatCall.SendMessage(CONVERSATION, "hi", null, List.of(), "c1")),
        Arguments.of("C-40", new ChatCall.Resume(MESSAGE, 16)));
  }

  static Stream<Arguments> overHttp() {
    return Stream.of(
        Arguments.of(
            "C-59",
            ChatMethod.SEND_MESSAGE,
            new ChatCall.SendMessage(CONVERSATION, "hi", null, List.of(), null)),
        Arguments.of("C-62", ChatMethod.LOGIN, new ChatCall.Login("ops")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("fromTheServer")
  void c07_c08_encodesTheExample(String row, ChatServerFrame frame) {
    JsonWriter writer = JsonWriter.create();
    ChatEncoder.encode(frame, writer);
    assertExample(row, writer);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("objects")
  void encodesTheObject(String row, ChatResult object) {
    JsonWriter writer = JsonWriter.create();
    ChatObjects.result(object, writer);
    assertExample(row, writer);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("fromCallers")
  void decodesTheExample(String row, ChatCall call) {
    byte[] json = examples(row).get(0).getBytes(UTF_8);
    assertEquals(new Ok(call), ChatDecoder.create().decode(json, 0, json.length));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("overHttp")
  void decodesTheBody(String row, ChatMethod method, ChatCall call) {
    assertEquals(
        new Ok(call), ChatRestDecoder.decode(method, examples(row).get(0).getBytes(UTF_8)));
  }

  @Test
  void c59_failuresOverHttpHaveTheirOwnShape() {
    JsonWriter writer = JsonWriter.create();
    ChatEncoder.encodeRestFailure(404, "not found: conversation", writer);
    assertExample("C-59", writer);
  }

  @Test
  void everyExampleIsCovered() {
    long covered =
        Stream.of(fromTheServer(), objects(), fromCallers(), overHttp()).flatMap(s -> s).count();
    assertEquals(LINES.size(), covered + 1); // the failure over HTTP
    assertEquals(LINES.size(), LINES.stream().distinct().count());
  }

  @Test
  void c18_theDeltaTemplateWritesTheSameBytes() {
    byte[] text = "Systematic short".getBytes(UTF_8);
    DeltaTemplate template = ChatEncoder.delta(MESSAGE);
    ByteBuffer frame = ByteBuffer.allocate(template.size(text.length, 16));
    template.put(frame, text, 0, text.length, 16);

    assertEquals(examples("C-18"), List.of(new String(frame.array(), UTF_8)));
  }

  private static void assertExample(String row, JsonWriter writer) {
    String json = new String(writer.toByteArray(), UTF_8);
    assertTrue(examples(row).contains(json), json);
    assertTrue(JsonText.parse(json).isPresent());
  }

  private static List<String> examples(String row) {
    return LINES.stream().filter(l -> l.startsWith(row)).map(l -> l.substring(5)).toList();
  }

  private static List<String> lines() {
    try (InputStream in = ChatGoldenFramesTest.class.getResourceAsStream("chat-frames.txt")) {
      return new String(in.readAllBytes(), UTF_8).lines().toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}

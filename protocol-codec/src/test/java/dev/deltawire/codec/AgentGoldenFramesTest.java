package dev.deltawire.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.codec.AgentInbound.Ok;
import dev.deltawire.model.RawJson;
import dev.deltawire.model.agent.AgentClientFrame;
import dev.deltawire.model.agent.AgentClientFrame.Control;
import dev.deltawire.model.agent.AgentClientFrame.Init;
import dev.deltawire.model.agent.AgentClientFrame.Ping;
import dev.deltawire.model.agent.AgentClientFrame.Prompt;
import dev.deltawire.model.agent.AgentClientFrame.ToolResult;
import dev.deltawire.model.agent.AgentClientFrame.UserMessage;
import dev.deltawire.model.agent.AgentErrorCode;
import dev.deltawire.model.agent.AgentOptions;
import dev.deltawire.model.agent.AgentServerFrame;
import dev.deltawire.model.agent.AgentServerFrame.AgentError;
import dev.deltawire.model.agent.AgentServerFrame.Pong;
import dev.deltawire.model.agent.AgentServerFrame.Ready;
import dev.deltawire.model.agent.AgentServerFrame.Result;
import dev.deltawire.model.agent.AgentServerFrame.SessionInfo;
import dev.deltawire.model.agent.AgentServerFrame.Text;
import dev.deltawire.model.agent.AgentServerFrame.Thinking;
import dev.deltawire.model.agent.AgentServerFrame.ToolCall;
import dev.deltawire.model.agent.AgentServerFrame.ToolUse;
import dev.deltawire.model.agent.ContentBlock;
import dev.deltawire.model.agent.ControlAction;
import dev.deltawire.model.agent.ExecuteIn;
import dev.deltawire.model.agent.SessionState;
import dev.deltawire.model.agent.SystemPrompt;
import dev.deltawire.model.agent.ToolDef;
import dev.deltawire.model.agent.TurnOutcome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples of PROTOCOLS 3.2 and 3.5, line by line, in both directions. */
final class AgentGoldenFramesTest {
  private static final UUID SESSION = UUID.fromString("5f0c2a5e-8f0b-4c57-9d0e-3b1f6a7c2d10");
  private static final Instant TIME = Instant.parse("2026-04-23T14:02:10.123Z");
  private static final List<String> LINES = lines("agent-frames.txt");

  static Stream<Arguments> fromClients() {
    ToolDef weather =
        new ToolDef(
            "get_weather",
            "Weather of a city",
            json(
                "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}},"
                    + "\"required\":[\"city\"]}"),
            ExecuteIn.CLIENT);
    AgentOptions options =
        new AgentOptions(
            "default",
            new SystemPrompt.Text("You are a helpful assistant."),
            10,
            List.of(weather),
            null,
            null,
            null,
            null);
    AgentOptions brief =
        new AgentOptions(
            "default", new SystemPrompt.Text("Be brief."), null, List.of(), null, null, null, null);
    return Stream.of(
        Arguments.of("A-07", 0, new Init(options, null, false, null)),
        Arguments.of("A-07", 1, new Init(AgentOptions.NONE, SESSION, false, 1024L)),
        Arguments.of("A-08", 0, new Prompt("What is 2 + 2?", brief, json("{\"type\":\"object\"}"))),
        Arguments.of("A-09", 0, new UserMessage("Hello")),
        Arguments.of("A-09", 1, new UserMessage("Hello")),
        Arguments.of(
            "A-10", 0, new ToolResult("call_7f3a", List.of(new ContentBlock.Text("Sunny")), false)),
        Arguments.of("A-11", 0, new Control(ControlAction.CLOSE)),
        Arguments.of("A-12", 0, new Ping(json("1704067200000"))));
  }

  static Stream<Arguments> fromTheServer() {
    RawJson paris = json("{\"city\":\"Paris\"}");
    return Stream.of(
        Arguments.of("A-13", new Ready()),
        Arguments.of(
            "A-14",
            new SessionInfo(
                SESSION, SessionState.READY, 0, TIME, TIME, "default", List.of("get_weather"))),
        Arguments.of("A-15", new Text("Let me look. ")),
        Arguments.of("A-16", new Thinking("The user wants the weather.")),
        Arguments.of("A-17", new ToolUse("call_7f3a", "get_weather", paris)),
        Arguments.of("A-18", new ToolCall("call_7f3a", "get_weather", paris)),
        Arguments.of("A-19", result("Let me look. Sunny", 0.0012, 1.5, SESSION, 50, 20)),
        Arguments.of(
            "A-20",
            new AgentError(AgentErrorCode.SESSION_ERROR, "turn in progress", RawJson.EMPTY_OBJECT)),
        Arguments.of("A-21", new Pong(json("1704067200000"))));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("fromClients")
  void decodesTheExample(String row, int index, AgentClientFrame frame) {
    byte[] json = examples(row).get(index).getBytes(UTF_8);
    assertEquals(new Ok(frame), AgentDecoder.create().decode(json, 0, json.length));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("fromTheServer")
  void encodesTheExample(String row, AgentServerFrame frame) {
    assertEquals(examples(row), List.of(encode(frame)));
  }

  @Test
  void a06_everyExampleIsCovered() {
    List<String> rows =
        new ArrayList<>(
            Stream.concat(fromClients(), fromTheServer()).map(a -> (String) a.get()[0]).toList());
    rows.add("A-56");
    rows.add("A-57");
    assertEquals(LINES.stream().map(line -> line.substring(0, 4)).toList(), rows);
  }

  @Test
  void a15_theDeltaTemplateWritesTheSameBytes() {
    byte[] text = "Let me look. ".getBytes(UTF_8);
    DeltaTemplate template = AgentEncoder.delta();
    ByteBuffer frame = ByteBuffer.allocate(template.size(text.length, 0));
    template.put(frame, text, 0, text.length, 0);

    assertEquals(examples("A-15"), List.of(new String(frame.array(), UTF_8)));
  }

  @Test
  void a56_theBodyOfAPromptHasItsFields() {
    RawJson body = json(examples("A-56").get(0));
    Prompt prompt = new Prompt("What is 2 + 2?", AgentOptions.NONE, null);
    assertEquals(new Ok(prompt), AgentDecoder.decodePrompt(body));
  }

  @Test
  void a57_theAnswerIsAResultWithAllMessages() {
    UUID id = UUID.fromString("0d6c1f0a-2b52-4f9e-9f1e-0a2b3c4d5e6f");
    JsonWriter out = JsonWriter.create();
    AgentEncoder.encodeWithMessages(
        result("", 0.00003, 0.01, id, 4, 1),
        List.of("4").iterator(),
        List.of(new Text("4")).iterator(),
        out);
    assertEquals(examples("A-57"), List.of(new String(out.toByteArray(), UTF_8)));
  }

  @Test
  void adjacentChunksAreMerged() {
    JsonWriter out = JsonWriter.create();
    List<AgentServerFrame> messages =
        List.of(new Text("a"), new Text("b"), new Thinking("c"), new Thinking("d"), new Text("e"));
    AgentEncoder.encodeWithMessages(
        result("", 0, 0, SESSION, 0, 0), List.of("a", "be").iterator(), messages.iterator(), out);
    String answer = new String(out.toByteArray(), UTF_8);
    assertTrue(
        answer.endsWith(
            "\"messages\":["
                + "{\"type\":\"assistant\",\"subtype\":\"text\",\"text\":\"ab\"},"
                + "{\"type\":\"assistant\",\"subtype\":\"thinking\",\"thinking\":\"cd\"},"
                + "{\"type\":\"assistant\",\"subtype\":\"text\",\"text\":\"e\"}]}"),
        answer);
  }

  @Test
  void a58_aTextInPiecesIsOne() {
    JsonWriter whole = JsonWriter.create();
    AgentEncoder.encodePayload(result("a\nbé", 0, 0, SESSION, 0, 0), whole);
    JsonWriter pieces = JsonWriter.create();
    AgentEncoder.encodePayload(
        result("", 0, 0, SESSION, 0, 0), List.of("a\n", "bé").iterator(), pieces);
    assertEquals(new String(whole.toByteArray(), UTF_8), new String(pieces.toByteArray(), UTF_8));
  }

  @Test
  void a19_a21_a41_absentFieldsAreLeftOutAndOthersStandWhereTheyShould() {
    assertEquals("{\"type\":\"pong\",\"payload\":{}}", encode(new Pong(null)));
    String failed =
        encode(new Result(TurnOutcome.ERROR, "a", 0, 0, SESSION, 1, 2, "too \"bad\"", null, 3));
    assertTrue(
        failed.endsWith(
            "\"usage\":{\"input_tokens\":1,\"output_tokens\":2},"
                + "\"error\":\"too \\\"bad\\\"\",\"turn_count\":3}}"),
        failed);
    String output =
        encode(new Result(TurnOutcome.SUCCESS, "[1]", 0, 0, SESSION, 1, 2, null, json("[1]"), 3));
    assertTrue(output.endsWith(",\"output\":[1],\"turn_count\":3}}"), output);
  }

  @Test
  void x33_everythingThatIsEncodedIsJson() {
    fromTheServer()
        .map(a -> encode((AgentServerFrame) a.get()[1]))
        .forEach(json -> assertTrue(JsonText.parse(json).isPresent(), json));
  }

  private static Result result(
      String text, double cost, double seconds, UUID session, long input, long output) {
    return new Result(
        TurnOutcome.SUCCESS, text, cost, seconds, session, input, output, null, null, 1);
  }

  private static String encode(AgentServerFrame frame) {
    JsonWriter writer = JsonWriter.create();
    AgentEncoder.encode(frame, writer);
    return new String(writer.toByteArray(), UTF_8);
  }

  private static RawJson json(String text) {
    return JsonText.parse(text).orElseThrow();
  }

  private static List<String> examples(String row) {
    return LINES.stream().filter(l -> l.startsWith(row)).map(l -> l.substring(5)).toList();
  }

  private static List<String> lines(String resource) {
    try (InputStream in = AgentGoldenFramesTest.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), UTF_8).lines().toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}

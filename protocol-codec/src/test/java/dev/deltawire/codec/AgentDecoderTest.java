package dev.deltawire.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.deltawire.codec.AgentInbound.Ok;
import dev.deltawire.codec.AgentInbound.Rejected;
import dev.deltawire.model.RawJson;
import dev.deltawire.model.agent.AgentClientFrame.Control;
import dev.deltawire.model.agent.AgentClientFrame.Init;
import dev.deltawire.model.agent.AgentClientFrame.Ping;
import dev.deltawire.model.agent.AgentClientFrame.Pong;
import dev.deltawire.model.agent.AgentClientFrame.ToolResult;
import dev.deltawire.model.agent.AgentClientFrame.UserMessage;
import dev.deltawire.model.agent.AgentOptions;
import dev.deltawire.model.agent.ContentBlock;
import dev.deltawire.model.agent.ControlAction;
import dev.deltawire.model.agent.ExecuteIn;
import dev.deltawire.model.agent.SystemPrompt;
import dev.deltawire.model.agent.ToolDef;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AgentDecoderTest {
  private static final String SESSION = "5f0c2a5e-8f0b-4c57-9d0e-3b1f6a7c2d10";
  private final AgentDecoder decoder = AgentDecoder.create();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "nonsense",
        "[]",
        "{}",
        "{\"type\":5,\"payload\":{}}",
        "{\"type\":null,\"payload\":{}}",
        "{\"type\":\"ping\",\"payload\":[]}",
        "{\"type\":\"ping\",\"type\":\"ping\"}",
        "{\"type\":\"ping\",\"payload\":{\"a\":1,\"a\":1}}",
        "{\"type\":\"ping\"} x",
        "{\"type\":\"p\\ud800\"}"
      })
  void a06_a51_malformedMessagesAreRejectedWithoutAField(String message) {
    assertEquals(new Rejected("malformed message", null), decode(message));
  }

  @Test
  void a06_a12_thePayloadMayBeAbsentForAPingAlone() {
    assertEquals(new Ok(new Ping(null)), decode("{\"type\":\"ping\"}"));
    assertEquals(new Ok(new Ping(null)), decode("{\"type\":\"ping\",\"payload\":null}"));
    assertEquals(new Ok(new Pong()), decode("{\"type\":\"pong\"}"));
    assertField("payload", "{\"type\":\"init\"}");
  }

  @Test
  void a12_aTimestampIsKeptToTheDigit() {
    Ping ping = frame("ping", "{\"timestamp\":1.50e3}", Ping.class);
    assertEquals("1.50e3", ping.timestamp().toString());
    assertField("timestamp", "ping", "{\"timestamp\":\"now\"}");
  }

  @Test
  void a51_unknownTypesAndActionsAreNamed() {
    assertEquals(
        new Rejected("unknown message type: nope\uFFFD", "type"),
        decode("{\"type\":\"nope\\n\",\"payload\":{}}"));
    assertEquals(
        new Rejected("unknown message type: tool_call", "type"),
        decode("{\"type\":\"tool_call\",\"payload\":{}}"));
    assertEquals(
        new Rejected("unknown control action: jump", "action"),
        decode("control", "{\"action\":\"jump\"}"));
  }

  @Test
  void a07_everyOptionIsRead() {
    Init init =
        frame(
            "init",
            "{\"model\":\"m\",\"systemPrompt\":{\"type\":\"preset\",\"preset\":\"p\","
                + "\"append\":\"a\"},\"maxTurns\":3.0,\"tools\":[{\"name\":\"t\"}],"
                + "\"mcpServers\":[{\"name\":\"s\",\"version\":\"1\",\"tools\":[{\"name\":\"u\","
                + "\"executeIn\":\"browser\"}]}],\"allowedTools\":[\"t\"],"
                + "\"disallowedTools\":[],\"maxBudgetUsd\":0.5,\"sessionId\":\""
                + SESSION
                + "\",\"forkSession\":true,\"resumeOffset\":0,\"unknown\":1}",
            Init.class);
    AgentOptions options = init.options();
    assertEquals("m", options.model());
    assertEquals(new SystemPrompt.Preset("p", "a"), options.systemPrompt());
    assertEquals(3, options.maxTurns());
    assertEquals(
        List.of(new ToolDef("t", null, ToolDef.ANY_OBJECT, ExecuteIn.CLIENT)), options.tools());
    assertEquals(ExecuteIn.BROWSER, options.mcpServers().get(0).tools().get(0).executeIn());
    assertEquals(List.of("t"), options.allowedTools());
    assertEquals(List.of(), options.disallowedTools());
    assertEquals(0.5, options.maxBudgetUsd());
    assertEquals(UUID.fromString(SESSION), init.sessionId());
    assertEquals(0, init.resumeOffset());
  }

  @Test
  void a07_nothingNeedBeSaidAndNullIsNothing() {
    Init nothing = new Init(AgentOptions.NONE, null, false, null);
    assertEquals(nothing, frame("init", "{}", Init.class));
    assertEquals(
        nothing, frame("init", "{\"model\":null,\"tools\":null,\"sessionId\":null}", Init.class));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "model          | {\"model\":1}",
        "systemPrompt   | {\"systemPrompt\":1}",
        "systemPrompt   | {\"systemPrompt\":{\"type\":\"other\",\"preset\":\"p\"}}",
        "systemPrompt   | {\"systemPrompt\":{\"type\":\"preset\"}}",
        "maxTurns       | {\"maxTurns\":0}",
        "maxTurns       | {\"maxTurns\":10001}",
        "maxTurns       | {\"maxTurns\":1.5}",
        "tools          | {\"tools\":{}}",
        "tools          | {\"tools\":[1]}",
        "tools          | {\"tools\":[{\"name\":\"a b\"}]}",
        "tools          | {\"tools\":[{\"name\":\"a\",\"executeIn\":\"moon\"}]}",
        "tools          | {\"tools\":[{\"name\":\"a\",\"inputSchema\":[]}]}",
        "tools          | {\"tools\":[{\"name\":\"a\"},{\"name\":\"a\"}]}",
        "mcpServers     | {\"mcpServers\":[{\"name\":\"s\"}]}",
        "mcpServers     | {\"mcpServers\":[1]}",
        "mcpServers     | {\"mcpServers\":[{\"tools\":[]}]}",
        "allowedTools   | {\"allowedTools\":[1]}",
        "disallowedTools| {\"disallowedTools\":\"a\"}",
        "maxBudgetUsd   | {\"maxBudgetUsd\":0}",
        "maxBudgetUsd   | {\"maxBudgetUsd\":1e999}",
        "sessionId      | {\"sessionId\":\"x\"}",
        "forkSession    | {\"forkSession\":1}",
        "forkSession    | {\"forkSession\":true}",
        "resumeOffset   | {\"resumeOffset\":0}",
        "resumeOffset   | {\"resumeOffset\":-1}",
      })
  void a07_a22_a44_a46_aFieldAtFaultIsNamed(String field, String payload) {
    assertField(field.strip(), "init", payload);
  }

  @Test
  void a07_theBoundsAreIncluded() {
    assertInstanceOf(Ok.class, decode("init", "{\"model\":\"" + "é".repeat(128) + "\"}"));
    assertField("model", "init", "{\"model\":\"" + "é".repeat(129) + "\"}");
    assertInstanceOf(Ok.class, decode("init", "{\"systemPrompt\":\"" + "é".repeat(32768) + "\"}"));
    assertField("systemPrompt", "init", "{\"systemPrompt\":\"" + "é".repeat(32769) + "\"}");
    assertInstanceOf(Ok.class, decode("init", "{\"tools\":" + tools(128) + "}"));
    assertField("tools", "init", "{\"tools\":" + tools(129) + "}");
  }

  @Test
  void a22_namesAreUniqueOverToolsAndServers() {
    String payload =
        "{\"tools\":[{\"name\":\"a\"}],"
            + "\"mcpServers\":[{\"name\":\"s\",\"tools\":[{\"name\":\"a\"}]}]}";
    assertEquals(new Rejected("repeated tool name: a", "tools"), decode("init", payload));
  }

  @Test
  void a23_serversThatWouldHaveToBeStartedOrCalledAreRefused() {
    for (String reach : List.of("\"command\":\"npx\"", "\"url\":\"http://x\"")) {
      assertEquals(
          new Rejected("unsupported mcpServers entry: files", "mcpServers"),
          decode("init", "{\"mcpServers\":[{\"name\":\"files\"," + reach + "}]}"));
    }
  }

  @Test
  void a08_aPromptNeedsAMessageAndAnOutputFormatItsSchema() {
    assertField("message", "prompt", "{}");
    assertField("message", "prompt", "{\"message\":\"\"}");
    assertField("message", "prompt", "{\"message\":\"" + "a".repeat(200_001) + "\"}");
    assertField("outputFormat", "prompt", "{\"message\":\"m\",\"outputFormat\":{}}");
    assertField(
        "outputFormat",
        "prompt",
        "{\"message\":\"m\",\"outputFormat\":{\"type\":\"json_schema\",\"schema\":[]}}");
  }

  @Test
  void a09_messageWinsOverContentAndTextBlocksAreJoined() {
    assertMessage("m", "{\"type\":\"user\",\"message\":\"m\",\"content\":\"c\"}");
    assertMessage("c", "{\"type\":\"user_message\",\"content\":\"c\"}");
    assertMessage(
        "ab",
        "{\"type\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"a\"},"
            + "{\"type\":\"text\",\"text\":\"b\"}]}");
    assertField("type", "sdk_message", "{\"type\":\"assistant\",\"message\":\"m\"}");
    assertField("message", "sdk_message", "{\"type\":\"user\"}");
    assertField("content", "sdk_message", "{\"type\":\"user\",\"content\":[]}");
    assertField(
        "content",
        "sdk_message",
        "{\"type\":\"user\",\"content\":[{\"type\":\"image\",\"data\":\"\",\"mimeType\":\"a\"}]}");
  }

  @Test
  void a10_x32_blocksAreReadAndKeptVerbatim() {
    String content =
        "[{\"type\":\"text\",\"text\":\"t\",\"extra\":1.0},"
            + "{\"type\":\"image\",\"data\":\"AAAA\",\"mimeType\":\"image/png\"},"
            + "{\"type\":\"resource\",\"uri\":\"u\",\"blob\":\"b\"}]";
    String payload = "{\"callId\":\"c\",\"result\":{\"content\":" + content + ",\"isError\":true}}";
    ToolResult result = frame("tool_result", payload, ToolResult.class);
    assertEquals(
        List.of(
            new ContentBlock.Text("t"),
            new ContentBlock.Image("AAAA", "image/png"),
            new ContentBlock.Resource("u", null, null, "b")),
        result.content());
    assertEquals(true, result.failed());
    byte[] message = ("{\"type\":\"tool_result\",\"payload\":" + payload + "}").getBytes(UTF_8);
    AgentInbound inbound = AgentDecoder.create().decodeInPlace(message, 0, message.length);
    assertEquals(content, assertInstanceOf(AgentInbound.Answer.class, inbound).json().toString());
  }

  /** The ends of the first long ones are remembered, and none is taken for another's. */
  @Test
  void textsOfToolsShortAndLongAreReadInPlace() {
    for (int offset = 0; offset < 3; offset++) {
      int first = offset;
      List<String> texts =
          IntStream.range(0, 40).mapToObj(n -> "\"\\\n\té–😀x".repeat(n * n + first)).toList();
      String blocks =
          texts.stream()
              .map(text -> Escaped.of(text).text())
              .map(
                  text ->
                      "{\"note\":[\"" + text + "\"],\"text\":\"" + text + "\",\"type\":\"text\"}")
              .collect(Collectors.joining(" , "));
      String json = "{\"callId\":\"c\",\"result\":{\"content\":[" + blocks + "]}}";
      assertEquals(
          texts.stream().map(ContentBlock.Text::new).toList(),
          frame("tool_result", json, ToolResult.class).content());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "callId | {\"result\":{\"content\":[]}}",
        "result | {\"callId\":\"c\"}",
        "content| {\"callId\":\"c\",\"result\":{}}",
        "content| {\"callId\":\"c\",\"result\":{\"content\":[{\"type\":\"video\"}]}}",
        "content| {\"callId\":\"c\",\"result\":{\"content\":[1]}}",
        "content| {\"callId\":\"c\",\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"\"},[]]}}",
        "content| {\"callId\":\"c\",\"result\":{\"content\":[{\"type\":\"image\",\"data\":\"!\","
            + "\"mimeType\":\"a\"}]}}",
        "isError| {\"callId\":\"c\",\"result\":{\"content\":[],\"isError\":1}}",
      })
  void a10_aFieldAtFaultIsNamed(String field, String payload) {
    assertField(field.strip(), "tool_result", payload);
  }

  @Test
  void a10_sixtyFourBlocksAreTheMost() {
    String block = "{\"type\":\"text\",\"text\":\"\"}";
    String most = String.join(",", Collections.nCopies(64, block));
    assertInstanceOf(
        Ok.class,
        decode("tool_result", "{\"callId\":\"c\",\"result\":{\"content\":[" + most + "]}}"));
    assertField(
        "content",
        "tool_result",
        "{\"callId\":\"c\",\"result\":{\"content\":[" + most + "," + block + "]}}");
  }

  @Test
  void a11_theThreeActionsAreReadAndDataIsIgnored() {
    for (ControlAction action : ControlAction.values()) {
      String payload = "{\"action\":\"" + action.wireName() + "\",\"data\":{\"a\":1}}";
      assertEquals(new Control(action), frame("control", payload, Control.class));
    }
    assertField("data", "control", "{\"action\":\"close\",\"data\":1}");
    assertField("action", "control", "{}");
  }

  @Test
  void x20_deeperDownTheLastOfTwoNamesWins() {
    Init init = frame("init", "{\"tools\":[{\"name\":\"a\",\"name\":\"b\"}]}", Init.class);
    assertEquals("b", init.options().tools().get(0).name());
  }

  @Test
  void a03_a50_optionsAreWrittenAsTheyAreRead() {
    String json =
        "{\"model\":\"m\",\"systemPrompt\":\"s\",\"maxTurns\":3,\"tools\":[{\"name\":\"t\","
            + "\"description\":\"d\",\"inputSchema\":{\"a\":1.0},\"executeIn\":\"server\"}],"
            + "\"mcpServers\":[{\"name\":\"s\",\"version\":\"1\",\"tools\":[]},{\"name\":\"e\","
            + "\"tools\":[]}],\"allowedTools\":[\"t\",\"u\"],\"disallowedTools\":[],"
            + "\"maxBudgetUsd\":0.25}";
    AgentOptions options = AgentOptionsReader.read(json(json)).orElseThrow();
    assertEquals(json, AgentOptionsWriter.write(options).toString());
    AgentOptions preset =
        AgentOptionsReader.read(json("{\"systemPrompt\":{\"type\":\"preset\",\"preset\":\"p\"}}"))
            .orElseThrow();
    assertEquals(preset, AgentOptionsReader.read(AgentOptionsWriter.write(preset)).orElseThrow());
    assertEquals("{}", AgentOptionsWriter.write(AgentOptions.NONE).toString());
    assertEquals(true, AgentOptionsReader.read(json("{\"model\":5}")).isEmpty());
  }

  private void assertMessage(String text, String payload) {
    assertEquals(new UserMessage(text), frame("sdk_message", payload, UserMessage.class));
  }

  private void assertField(String field, String type, String payload) {
    assertField(field, "{\"type\":\"" + type + "\",\"payload\":" + payload + "}");
  }

  private void assertField(String field, String message) {
    Rejected rejected = assertInstanceOf(Rejected.class, decode(message), message);
    assertEquals(field, rejected.field(), message);
  }

  private <T> T frame(String type, String payload, Class<T> kind) {
    AgentInbound inbound = decode(type, payload);
    return assertInstanceOf(kind, assertInstanceOf(Ok.class, inbound, inbound::toString).frame());
  }

  private AgentInbound decode(String type, String payload) {
    return decode("{\"type\":\"" + type + "\",\"payload\":" + payload + "}");
  }

  private AgentInbound decode(String message) {
    byte[] utf8 = message.getBytes(UTF_8);
    return decoder.decode(utf8, 0, utf8.length);
  }

  private static String tools(int count) {
    StringBuilder json = new StringBuilder("[");
    for (int i = 0; i < count; i++) {
      json.append(i == 0 ? "" : ",").append("{\"name\":\"t").append(i).append("\"}");
    }
    return json.append(']').toString();
  }

  private static RawJson json(String text) {
    return JsonText.parse(text).orElseThrow();
  }
}

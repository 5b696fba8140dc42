package dev.deltawire.codec;

import dev.deltawire.codec.AgentInbound.Ok;
import dev.deltawire.codec.AgentInbound.Rejected;
import dev.deltawire.model.RawJson;
import dev.deltawire.model.WireName;
import dev.deltawire.model.agent.AgentClientFrame;
import dev.deltawire.model.agent.AgentClientFrame.Control;
import dev.deltawire.model.agent.AgentClientFrame.Init;
import dev.deltawire.model.agent.AgentClientFrame.Ping;
import dev.deltawire.model.agent.AgentClientFrame.Pong;
import dev.deltawire.model.agent.AgentClientFrame.Prompt;
import dev.deltawire.model.agent.AgentClientFrame.ToolResult;
import dev.deltawire.model.agent.AgentClientFrame.UserMessage;
import dev.deltawire.model.agent.AgentLimits;
import dev.deltawire.model.agent.AgentOptions;
import dev.deltawire.model.agent.ContentBlock;
import dev.deltawire.model.agent.ControlAction;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * The reader of what clients send in the {@code agent} dialect.
 *
 * <p>One thread at a time. It keeps nothing of the bytes that it is given.
 */
public final class AgentDecoder {
  private static final Rejected MALFORMED = new Rejected("malformed message", null);

  private enum Route implements WireName {
    INIT(Init.TYPE),
    PROMPT(Prompt.TYPE),
    USER_MESSAGE(UserMessage.TYPE),
    TOOL_RESULT(ToolResult.TYPE),
    CONTROL(Control.TYPE),
    PING(Ping.TYPE),
    PONG(Pong.TYPE);

    private static final WireNames<Route> NAMES = WireNames.of(values(), Route::wireName);

    private final String type;

    Route(String type) {
      this.type = type;
    }

    @Override
    public String wireName() {
      return type;
    }

    /** */
    boolean needsPayload() {
      return this != PING && this != PONG;
    }
  }

  private final ToolResultReader toolResults = new ToolResultReader();
  private final Envelope envelope = Envelope.withInnerObjects();
  private final PayloadFields payload = envelope.payload();
  private final InnerObject inner = envelope.innerObject();
  private final InnerObject block = envelope.innerObject();
  private final AgentInbound.Ping ping = new AgentInbound.Ping();
  private final AgentInbound.Answer answer =
      new AgentInbound.Answer(block.textSpan(), this::forget);

  private AgentDecoder() {}

  public static AgentDecoder create() {
    return new AgentDecoder();
  }

  /** Reads the message {@code buf[from,to)}; never throws, whatever it holds. */
  public AgentInbound decode(byte[] buf, int from, int to) {
    ToolResult result = toolResults.read(buf, from, to);
    return result == null ? decodeAny(buf, from, to) : new Ok(result);
  }

  /** The same of any frame, also of one that a quick reader would read. */
  AgentInbound decodeAny(byte[] buf, int from, int to) {
    return decode(buf, from, to, false);
  }

  /**
   * The same for who is done with a message before the next one: a ping becomes an {@link
   * AgentInbound.Ping}, a tool's result an {@link AgentInbound.Answer} that is to be let go; both
   * are the decoder's own and, if the result is one text, no garbage.
   */
  public AgentInbound decodeInPlace(byte[] buf, int from, int to) {
    return decode(buf, from, to, true);
  }

  private AgentInbound decode(byte[] buf, int from, int to, boolean inPlace) {
    AgentInbound inbound = MALFORMED;
    try {
      inbound = inbound(buf, from, to, inPlace);
      return inbound;
    } finally {
      if (inbound != answer) {
        forget();
      }
    }
  }

  private void forget() {
    envelope.forget();
    inner.forget();
    block.forget();
    answer.forget();
  }

  private AgentInbound inbound(byte[] buf, int from, int to, boolean inPlace) {
    if (!envelope.read(buf, from, to)) {
      return MALFORMED;
    }
    Route route = Route.NAMES.find(envelope.type());
    if (route == null) {
      return new Rejected(
          "unknown message type: " + QuotedInput.of(envelope.type().toString()), "type");
    }
    try {
      if (route.needsPayload() && envelope.members().isAbsent("payload")) {
        throw new InvalidField("payload");
      }
      return inPlace ? readInPlace(route) : new Ok(read(route));
    } catch (InvalidField invalid) {
      return rejected(invalid);
    }
  }

  /** The fields of a prompt, as the body of a REST request has them. */
  public static AgentInbound decodePrompt(RawJson body) {
    try {
      return new Ok(prompt(PayloadFields.of(body)));
    } catch (InvalidField invalid) {
      return rejected(invalid);
    }
  }

  private static Rejected rejected(InvalidField invalid) {
    return new Rejected(invalid.getMessage(), invalid.field());
  }

  private AgentInbound readInPlace(Route route) {
    return switch (route) {
      case PING -> pingInPlace();
      case TOOL_RESULT -> answer();
      default -> new Ok(read(route));
    };
  }

  private AgentClientFrame read(Route route) {
    return switch (route) {
      case INIT -> init();
      case PROMPT -> prompt(payload);
      case USER_MESSAGE -> userMessage();
      case TOOL_RESULT -> toolResult();
      case CONTROL -> control();
      case PING -> ping();
      case PONG -> new Pong();
    };
  }

  /** */
  private Init init() {
    AgentOptions options = AgentOptionsReader.session(payload);
    UUID sessionId = payload.optionalUuid("sessionId");
    boolean fork = payload.optionalBool("forkSession").orElse(false);
    OptionalLong offset = payload.optionalInteger("resumeOffset", 0, Long.MAX_VALUE);
    if (sessionId == null && fork) {
      throw new InvalidField("forkSession", "forkSession needs a sessionId");
    }
    if (sessionId == null && offset.isPresent()) {
      throw new InvalidField("resumeOffset", "resumeOffset needs a sessionId");
    }
    return new Init(options, sessionId, fork, offset.isPresent() ? offset.getAsLong() : null);
  }

  /** */
  private static Prompt prompt(PayloadFields fields) {
    String message = fields.stringOfBytes("message", 1, AgentLimits.MESSAGE_BYTES);
    AgentOptions options = AgentOptionsReader.prompt(fields);
    RawJson format = fields.optionalObject("outputFormat", Integer.MAX_VALUE).orElse(null);
    return new Prompt(message, options, format == null ? null : schema(format));
  }

  private static RawJson schema(RawJson format) {
    try {
      PayloadFields fields = PayloadFields.of(format);
      if (!fields.moveTo("type", new TextSpan()).contentEquals(Prompt.JSON_SCHEMA)) {
        throw new InvalidField("outputFormat");
      }
      return fields.object("schema", Integer.MAX_VALUE);
    } catch (InvalidField inner) {
      throw new InvalidField("outputFormat");
    }
  }

  /** {@code message} wins over {@code content}. */
  private UserMessage userMessage() {
    TextSpan type = payload.moveTo("type", new TextSpan());
    if (!type.contentEquals(UserMessage.USER) && !type.contentEquals(UserMessage.USER_MESSAGE)) {
      throw new InvalidField("type");
    }
    if (!payload.isAbsent("message") || payload.isAbsent("content")) {
      return new UserMessage(payload.stringOfBytes("message", 1, AgentLimits.MESSAGE_BYTES));
    }
    if (payload.isString("content")) {
      return new UserMessage(payload.stringOfBytes("content", 1, AgentLimits.MESSAGE_BYTES));
    }
    return new UserMessage(ContentReader.joinedText(payload, block));
  }

  /** */
  private ToolResult toolResult() {
    String callId = payload.string("callId", 0, Integer.MAX_VALUE);
    PayloadFields result = payload.object("result", inner);
    List<ContentBlock> content = ContentReader.blocks(result, block);
    return new ToolResult(callId, content, result.optionalBool("isError").orElse(false));
  }

  /** As {@link #toolResult()}, whose fields are judged in the same order. */
  private AgentInbound answer() {
    payload.moveTo("callId", answer.idSpan());
    PayloadFields result = payload.object("result", inner);
    result.moveToArray("content", answer.content());
    List<ContentBlock> blocks = isOneText(result) ? null : ContentReader.blocks(result, block);
    return answer.as(blocks, result.isTrue("isError"));
  }

  /** Whether the content is one text, where the answer then stands. */
  private boolean isOneText(PayloadFields result) {
    PayloadFields only = result.onlyObject("content", block);
    if (only == null
        || !only.isString("text")
        || !only.isString("type")
        || !only.optionalText("type").contentEquals(ContentBlock.Text.TYPE)) {
      return false;
    }
    only.moveTo("text", answer.textSpan());
    return true;
  }

  /** */
  private Control control() {
    payload.optionalObject("data", Integer.MAX_VALUE);
    String action = payload.string("action", 0, Integer.MAX_VALUE);
    for (ControlAction known : ControlAction.values()) {
      if (known.wireName().equals(action)) {
        return new Control(known);
      }
    }
    throw new InvalidField("action", "unknown control action: " + QuotedInput.of(action));
  }

  /** As below. */
  private AgentInbound.Ping pingInPlace() {
    payload.checkNumber("timestamp");
    payload.moveTo("timestamp", ping.timestamp());
    return ping;
  }

  /** the number travels back as it came. */
  private Ping ping() {
    payload.checkNumber("timestamp");
    return new Ping(payload.optionalJson("timestamp").orElse(null));
  }
}

package dev.deltawire.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.deltawire.model.RawJson;
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
import java.util.Iterator;

/**
 * The writer of what the server sends in the {@code agent} dialect: compact, members in the order
 * of PROTOCOLS 3.2, absent fields left out.
 *
 * <p>Allocates nothing but for a result's cost and duration and for session infos.
 */
public final class AgentEncoder {
  private static final byte[] TYPE = ascii("{\"type\":\"");
  private static final byte[] PAYLOAD = ascii("\",\"payload\":");

  private static final byte[] READY = ascii("{\"action\":\"ready\"}");
  private static final byte[] INFO = ascii("{\"action\":\"session_info\",\"data\":{\"sessionId\":");
  private static final byte[] STATE = field("state");
  private static final byte[] MESSAGE_COUNT = field("messageCount");
  private static final byte[] CREATED_AT = field("createdAt");
  private static final byte[] LAST_ACTIVITY_AT = field("lastActivityAt");
  private static final byte[] MODEL = field("model");
  private static final byte[] TOOLS = ascii(",\"tools\":[");
  private static final byte[] INFO_END = ascii("]}}");

  private static final byte[] TEXT = assistant("text", "text");
  private static final byte[] THINKING = assistant("thinking", "thinking");
  private static final byte[] TOOL_USE = assistant("tool_use", "id");
  private static final byte[] ID = ascii("{\"id\":");
  private static final byte[] NAME = field("name");
  private static final byte[] INPUT = field("input");

  private static final byte[] RESULT = ascii("{\"type\":\"result\",\"subtype\":");
  private static final byte[] RESULT_TEXT = field("text");
  private static final byte[] COST = field("total_cost_usd");
  private static final byte[] DURATION = field("duration_secs");
  private static final byte[] SESSION_ID = field("session_id");
  private static final byte[] INPUT_TOKENS = ascii(",\"usage\":{\"input_tokens\":");
  private static final byte[] OUTPUT_TOKENS = field("output_tokens");
  private static final byte[] ERROR = field("error");
  private static final byte[] OUTPUT = field("output");
  private static final byte[] TURN_COUNT = field("turn_count");
  private static final byte[] MESSAGES = ascii(",\"messages\":[");

  private static final byte[] CODE = ascii("{\"code\":");
  private static final byte[] MESSAGE = field("message");
  private static final byte[] DETAILS = field("details");
  private static final byte[] PONG = ascii("{\"type\":\"pong\",\"payload\":");
  private static final byte[] TIMESTAMP = ascii("{\"timestamp\":");
  private static final byte[] EMPTY = ascii("{}");

  /** The constant parts of every {@code sdk_message} with text: no id is in them. */
  private static final DeltaTemplate DELTA = deltaTemplate();

  private AgentEncoder() {}

  /** The constant parts of a turn's text messages; always the same. */
  public static DeltaTemplate delta() {
    return DELTA;
  }

  /** Appends one frame. */
  public static void encode(AgentServerFrame frame, JsonWriter out) {
    out.raw(TYPE);
    String type = frame.type();
    for (int i = 0; i < type.length(); i++) {
      out.raw(type.charAt(i));
    }
    out.raw(PAYLOAD);
    encodePayload(frame, out);
    out.raw('}');
  }

  /** Appends the payload of one frame. */
  public static void encodePayload(AgentServerFrame frame, JsonWriter out) {
    if (frame instanceof Text text) {
      out.raw(TEXT).string(text.text()).raw('}');
    } else if (frame instanceof Thinking thinking) {
      out.raw(THINKING).string(thinking.thinking()).raw('}');
    } else if (frame instanceof ToolUse use) {
      out.raw(TOOL_USE).string(use.id());
      out.raw(NAME).string(use.name()).raw(INPUT).rawJson(use.input()).raw('}');
    } else if (frame instanceof ToolCall call) {
      out.raw(ID).string(call.id());
      out.raw(NAME).string(call.name()).raw(INPUT).rawJson(call.input()).raw('}');
    } else if (frame instanceof Result result) {
      resultBegins(result, out);
      out.string(result.text());
      resultGoesOn(result, out);
      out.raw('}');
    } else {
      encodeAnswer(frame, out);
    }
  }

  /** Appends the payload of a result whose text comes in pieces. */
  public static void encodePayload(Result result, Iterator<String> text, JsonWriter out) {
    result(result, text, out);
    out.raw('}');
  }

  /**
   * Appends the payload of a result whose text comes in pieces, with all that was said before it;
   * adjacent chunks are merged.
   */
  public static void encodeWithMessages(
      Result result,
      Iterator<String> text,
      Iterator<? extends AgentServerFrame> messages,
      JsonWriter out) {
    result(result, text, out);
    out.raw(MESSAGES);
    AgentServerFrame before = null;
    while (messages.hasNext()) {
      AgentServerFrame message = messages.next();
      String chunk = chunk(message);
      if (chunk != null && before != null && before.getClass() == message.getClass()) {
        out.part(chunk);
      } else {
        endMessage(before, out);
        if (before != null) {
          out.raw(',');
        }
        beginMessage(message, chunk, out);
      }
      before = message;
    }
    endMessage(before, out);
    out.raw(']').raw('}');
  }

  /** A chunk's string is left open, for others that follow. */
  private static void beginMessage(AgentServerFrame message, String chunk, JsonWriter out) {
    if (chunk == null) {
      encodePayload(message, out);
    } else {
      out.raw(message instanceof Text ? TEXT : THINKING).raw('"').part(chunk);
    }
  }

  private static void endMessage(AgentServerFrame message, JsonWriter out) {
    if (chunk(message) != null) {
      out.raw('"').raw('}');
    }
  }

  /** The text of a chunk; null of anything else. */
  private static String chunk(AgentServerFrame message) {
    if (message instanceof Text text) {
      return text.text();
    }
    return message instanceof Thinking thinking ? thinking.thinking() : null;
  }

  /** Appends an error in the shape of REST answers, which is that of its payload. */
  public static void encodeError(AgentError error, JsonWriter out) {
    out.raw(CODE).string(error.code().wireName()).raw(MESSAGE).string(error.message());
    out.raw(DETAILS).rawJson(error.details()).raw('}');
  }

  private static void encodeAnswer(AgentServerFrame frame, JsonWriter out) {
    if (frame instanceof AgentError error) {
      encodeError(error, out);
    } else if (frame instanceof Pong pong) {
      pong(pong.timestamp(), out);
    } else if (frame instanceof Ready) {
      out.raw(READY);
    } else {
      sessionInfo((SessionInfo) frame, out);
    }
  }

  /** Appends the answer to a ping whose timestamp is as it came. */
  static void pong(RawSpan timestamp, JsonWriter out) {
    out.raw(PONG);
    if (timestamp.isAbsent()) {
      out.raw(EMPTY);
    } else {
      timestamp.writeTo(out.raw(TIMESTAMP));
      out.raw('}');
    }
    out.raw('}');
  }

  private static void pong(RawJson timestamp, JsonWriter out) {
    if (timestamp == null) {
      out.raw(EMPTY);
    } else {
      out.raw(TIMESTAMP).rawJson(timestamp).raw('}');
    }
  }

  private static void sessionInfo(SessionInfo info, JsonWriter out) {
    out.raw(INFO).uuid(info.sessionId()).raw(STATE).string(info.state().wireName());
    out.raw(MESSAGE_COUNT).number(info.messageCount());
    out.raw(CREATED_AT).time(info.createdAt()).raw(LAST_ACTIVITY_AT).time(info.lastActivityAt());
    out.raw(MODEL).string(info.model()).raw(TOOLS);
    for (int i = 0; i < info.tools().size(); i++) {
      if (i > 0) {
        out.raw(',');
      }
      out.string(info.tools().get(i));
    }
    out.raw(INFO_END);
  }

  private static void result(Result result, Iterator<String> text, JsonWriter out) {
    resultBegins(result, out);
    out.raw('"');
    text.forEachRemaining(out::part);
    out.raw('"');
    resultGoesOn(result, out);
  }

  private static void resultBegins(Result result, JsonWriter out) {
    out.raw(RESULT).string(result.outcome().wireName()).raw(RESULT_TEXT);
  }

  /** From behind its text to before the last brace. */
  private static void resultGoesOn(Result result, JsonWriter out) {
    out.raw(COST).number(result.totalCostUsd()).raw(DURATION).number(result.durationSecs());
    out.raw(SESSION_ID).uuid(result.sessionId()).raw(INPUT_TOKENS).number(result.inputTokens());
    out.raw(OUTPUT_TOKENS).number(result.outputTokens()).raw('}');
    if (result.error() != null) {
      out.raw(ERROR).string(result.error());
    }
    if (result.output() != null) {
      out.raw(OUTPUT).rawJson(result.output());
    }
    out.raw(TURN_COUNT).number(result.turnCount());
  }

  private static DeltaTemplate deltaTemplate() {
    JsonWriter prefix = JsonWriter.create();
    prefix.raw(TYPE).raw(ascii(AgentServerFrame.SDK_MESSAGE)).raw(PAYLOAD).raw(TEXT).raw('"');
    return DeltaTemplate.of(prefix.toByteArray(), ascii("\"}}"));
  }

  private static byte[] assistant(String subtype, String firstField) {
    return ascii("{\"type\":\"assistant\",\"subtype\":\"" + subtype + "\",\"" + firstField + "\":");
  }

  private static byte[] field(String name) {
    return ascii(",\"" + name + "\":");
  }

  private static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }
}

package dev.deltawire.model.agent;

import static java.util.Objects.requireNonNull;

import dev.deltawire.model.RawJson;
import dev.deltawire.model.internal.Require;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What the server may send, with every constraint of its row fulfilled. */
public sealed interface AgentServerFrame {
  /** The {@code type} of everything that the assistant says. */
  String SDK_MESSAGE = "sdk_message";

  /** The {@code type} of what steers a session. */
  String CONTROL = "control";

  /** The frame's {@code type} on the wire. */
  String type();

  /** The session is there. */
  record Ready() implements AgentServerFrame {
    @Override
    public String type() {
      return CONTROL;
    }
  }

  /**
   * What a session is.
   *
   * @param messageCount accepted user messages and ended replies
   */
  record SessionInfo(
      UUID sessionId,
      SessionState state,
      long messageCount,
      Instant createdAt,
      Instant lastActivityAt,
      String model,
      List<String> tools)
      implements AgentServerFrame {

    public SessionInfo {
      requireNonNull(sessionId, "sessionId");
      requireNonNull(state, "state");
      requireNonNull(createdAt, "createdAt");
      requireNonNull(lastActivityAt, "lastActivityAt");
      requireNonNull(model, "model");
      tools = List.copyOf(tools);
    }

    @Override
    public String type() {
      return CONTROL;
    }
  }

  /** A piece of the turn's text. */
  record Text(String text) implements AgentServerFrame {
    public Text {
      requireNonNull(text, "text");
    }

    @Override
    public String type() {
      return SDK_MESSAGE;
    }
  }

  /** A piece of the turn's thinking. */
  record Thinking(String thinking) implements AgentServerFrame {
    public Thinking {
      requireNonNull(thinking, "thinking");
    }

    @Override
    public String type() {
      return SDK_MESSAGE;
    }
  }

  /** The news that a tool is used. */
  record ToolUse(String id, String name, RawJson input) implements AgentServerFrame {
    public ToolUse {
      Require.codePoints("id", id, 1, AgentLimits.CALL_ID_CODE_POINTS);
      requireNonNull(name, "name");
      Require.object("input", input, Integer.MAX_VALUE);
    }

    @Override
    public String type() {
      return SDK_MESSAGE;
    }
  }

  /** The request that the client runs a tool. */
  record ToolCall(String id, String name, RawJson input) implements AgentServerFrame {
    public static final String TYPE = "tool_call";

    public ToolCall {
      Require.codePoints("id", id, 1, AgentLimits.CALL_ID_CODE_POINTS);
      requireNonNull(name, "name");
      Require.object("input", input, Integer.MAX_VALUE);
    }

    @Override
    public String type() {
      return TYPE;
    }
  }

  /**
   * The end of a turn.
   *
   * @param text all text of the turn
   * @param error why it failed; null unless the outcome is {@link TurnOutcome#ERROR}
   * @param output the text read as JSON, or null
   * @param turnCount turns of the session with this one
   */
  record Result(
      TurnOutcome outcome,
      String text,
      double totalCostUsd,
      double durationSecs,
      UUID sessionId,
      long inputTokens,
      long outputTokens,
      String error,
      RawJson output,
      long turnCount)
      implements AgentServerFrame {
    public static final String TYPE = "result";

    public Result {
      requireNonNull(outcome, "outcome");
      requireNonNull(text, "text");
      requireNonNull(sessionId, "sessionId");
      if ((outcome == TurnOutcome.ERROR) != (error != null)) {
        throw new IllegalArgumentException("an error belongs to the outcome ERROR alone");
      }
    }

    /** This result with another text. */
    public Result withText(String other) {
      return new Result(
          outcome,
          other,
          totalCostUsd,
          durationSecs,
          sessionId,
          inputTokens,
          outputTokens,
          error,
          output,
          turnCount);
    }

    @Override
    public String type() {
      return TYPE;
    }
  }

  /**
   * A refusal.
   *
   * @param details a JSON object
   */
  record AgentError(AgentErrorCode code, String message, RawJson details)
      implements AgentServerFrame {
    public static final String TYPE = "error";

    public AgentError {
      requireNonNull(code, "code");
      requireNonNull(message, "message");
      Require.object("details", details, Integer.MAX_VALUE);
    }

    @Override
    public String type() {
      return TYPE;
    }
  }

  /**
   * The answer to a ping.
   *
   * @param timestamp as it came, or null
   */
  record Pong(RawJson timestamp) implements AgentServerFrame {
    public static final String TYPE = "pong";

    @Override
    public String type() {
      return TYPE;
    }
  }
}

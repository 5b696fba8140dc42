package dev.deltawire.model.agent;

import static java.util.Objects.requireNonNull;

import dev.deltawire.model.RawJson;
import dev.deltawire.model.internal.Require;
import java.util.List;
import java.util.UUID;

/** What a client may send, with every constraint of its row fulfilled. */
public sealed interface AgentClientFrame {
  /** The frame's {@code type} on the wire. */
  String type();

  /**
   * The wish for a session.
   *
   * @param sessionId the session to go on with, or null for a new one
   * @param forkSession whether to go on with a copy of it
   * @param resumeOffset UTF-8 bytes of the last turn's text that the client has, or null
   */
  record Init(AgentOptions options, UUID sessionId, boolean forkSession, Long resumeOffset)
      implements AgentClientFrame {
    public static final String TYPE = "init";

    public Init {
      requireNonNull(options, "options");
      if (resumeOffset != null) {
        Require.integer("resumeOffset", resumeOffset, 0);
      }
      if (sessionId == null && (forkSession || resumeOffset != null)) {
        throw new IllegalArgumentException("forkSession and resumeOffset need a sessionId");
      }
    }

    @Override
    public String type() {
      return TYPE;
    }
  }

  /**
   * A question without a session.
   *
   * @param options of which model, systemPrompt and tools alone may be said
   * @param outputSchema the JSON schema of the answer, an object, or null
   */
  record Prompt(String message, AgentOptions options, RawJson outputSchema)
      implements AgentClientFrame {
    public static final String TYPE = "prompt";

    /** The {@code type} of an output format. */
    public static final String JSON_SCHEMA = "json_schema";

    public Prompt {
      Require.utf8Bytes("message", message, 1, AgentLimits.MESSAGE_BYTES);
      requireNonNull(options, "options");
      if (outputSchema != null) {
        Require.object("schema", outputSchema, Integer.MAX_VALUE);
      }
    }

    @Override
    public String type() {
      return TYPE;
    }
  }

  /** A message of the user in a session. */
  record UserMessage(String message) implements AgentClientFrame {
    public static final String TYPE = "sdk_message";

    /** The {@code type} within the payload. */
    public static final String USER = "user";

    /** Another name for {@link #USER}. */
    public static final String USER_MESSAGE = "user_message";

    public UserMessage {
      Require.utf8Bytes("message", message, 1, AgentLimits.MESSAGE_BYTES);
    }

    @Override
    public String type() {
      return TYPE;
    }
  }

  /**
   * What a tool of the client answered. The content as it came is with whoever reads
   * the frame in place.
   */
  record ToolResult(String callId, List<ContentBlock> content, boolean failed)
      implements AgentClientFrame {
    public static final String TYPE = "tool_result";

    public ToolResult {
      requireNonNull(callId, "callId");
      content = List.copyOf(content);
      if (content.size() > AgentLimits.BLOCKS) {
        throw new IllegalArgumentException("more than 64 blocks: " + content.size());
      }
    }

    @Override
    public String type() {
      return TYPE;
    }
  }

  /** A command. */
  record Control(ControlAction action) implements AgentClientFrame {
    public static final String TYPE = "control";

    public Control {
      requireNonNull(action, "action");
    }

    @Override
    public String type() {
      return TYPE;
    }
  }

  /**
   * A check of the application.
   *
   * @param timestamp a number as it came, or null
   */
  record Ping(RawJson timestamp) implements AgentClientFrame {
    public static final String TYPE = "ping";

    @Override
    public String type() {
      return TYPE;
    }
  }

  /** A client's answer to a check that was never made; ignored. */
  record Pong() implements AgentClientFrame {
    public static final String TYPE = "pong";

    @Override
    public String type() {
      return TYPE;
    }
  }
}

package dev.deltawire.model.agent;

import java.util.regex.Pattern;

/** The bounds of the {@code agent} dialect's fields. */
public final class AgentLimits {
  /** Most code points of a model's name. */
  public static final int MODEL_CODE_POINTS = 128;

  /** Most UTF-8 bytes of a system prompt. */
  public static final int SYSTEM_PROMPT_BYTES = 65_536;

  /** Most turns of a session. */
  public static final int MAX_TURNS = 10_000;

  /** Most tool definitions of one list. */
  public static final int TOOLS = 128;

  /** Most MCP servers. */
  public static final int MCP_SERVERS = 32;

  /** Most names in a list of allowed or of disallowed tools. */
  public static final int TOOL_NAMES = 256;

  /** Most UTF-8 bytes of a user message. */
  public static final int MESSAGE_BYTES = 200_000;

  /** Most blocks of a tool result. */
  public static final int BLOCKS = 64;

  /** Most code points of a tool call's id. */
  public static final int CALL_ID_CODE_POINTS = 64;

  /** Most code points of a tool's description. */
  public static final int DESCRIPTION_CODE_POINTS = 8192;

  private static final Pattern TOOL_NAME = Pattern.compile("[A-Za-z0-9_.:-]{1,128}");

  private AgentLimits() {}

  /** Whether {@code text} is {@code ^[A-Za-z0-9_.:-]{1,128}$}. */
  public static boolean isToolName(CharSequence text) {
    return TOOL_NAME.matcher(text).matches();
  }
}

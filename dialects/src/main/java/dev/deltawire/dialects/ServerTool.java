package dev.deltawire.dialects;

import dev.deltawire.model.RawJson;

/** A tool that runs in this server. */
public interface ServerTool {

  /** How it presents itself; always the same. */
  ToolSpec spec();

  /**
   * Does the work.
   *
   * <p>Thread: one of the server's executor; may block. A throw is a defect: the engine gets a
   * failed result that doesn't tell it.
   *
   * @param input a JSON object
   */
  ToolResult call(RawJson input);
}

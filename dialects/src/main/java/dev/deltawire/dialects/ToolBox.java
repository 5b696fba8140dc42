package dev.deltawire.dialects;

import dev.deltawire.model.RawJson;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The tools that one reply may call. Thread: any; no method blocks. */
public interface ToolBox {

  /** What can be called. */
  List<ToolSpec> tools();

  /**
   * Calls a tool; any number of calls may be open at once.
   *
   * <p>A tool that doesn't exist, may not be called or fails gives a failed result; the
   * stage itself never fails, and stays open when the reply ends first.
   *
   * @param input a JSON object
   */
  CompletionStage<ToolResult> call(String name, RawJson input);
}

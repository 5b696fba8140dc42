package dev.deltawire.dialects;

import dev.deltawire.model.RawJson;
import java.util.Optional;

/**
 * What a tool answered.
 *
 * @param text its text blocks, joined
 * @param failed whether the text tells what went wrong
 * @param content all its blocks, a JSON array verbatim, if it answered in blocks
 */
public record ToolResult(String text, boolean failed, Optional<RawJson> content) {

  /** A success. */
  public static ToolResult of(String text) {
    return new ToolResult(text, false, Optional.empty());
  }

  /** A failure. */
  public static ToolResult failure(String text) {
    return new ToolResult(text, true, Optional.empty());
  }
}

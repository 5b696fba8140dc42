package dev.deltawire.dialects;

/**
 * What a tool answered.
 *
 * @param text its text blocks, joined
 * @param failed whether the text tells what went wrong
 */
public record ToolResult(String text, boolean failed) {

  /** A success. */
  public static ToolResult of(String text) {
    return new ToolResult(text, false);
  }

  /** A failure. */
  public static ToolResult failure(String text) {
    return new ToolResult(text, true);
  }
}

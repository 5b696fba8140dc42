package dev.deltawire.dialects;

import dev.deltawire.codec.RawJsonView;
import dev.deltawire.model.RawJson;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** A tool that every server has, for tests: its answer is made of its input's text. */
record BuiltinTool(ToolSpec spec, Function<String, ToolResult> answer) implements ServerTool {

  private static final RawJson INPUT_SCHEMA =
      RawJson.ofValidated(
          """
          {"type":"object","properties":{"text":{"type":"string"}},"required":["text"]}"""
              .getBytes(StandardCharsets.UTF_8));

  static final BuiltinTool ECHO =
      of("builtin.echo", "Answers with its input's text.", ToolResult::of);
  static final BuiltinTool FAIL =
      of("builtin.fail", "Fails with its input's text.", ToolResult::failure);

  private static BuiltinTool of(
      String name, String description, Function<String, ToolResult> answer) {
    return new BuiltinTool(new ToolSpec(name, description, INPUT_SCHEMA), answer);
  }

  @Override
  public ToolResult call(RawJson input) {
    return RawJsonView.of(input)
        .member("text")
        .flatMap(RawJsonView::string)
        .map(answer)
        .orElseGet(() -> ToolResult.failure("invalid input: text"));
  }
}

package dev.deltawire.dialects;

import dev.deltawire.codec.JsonText;
import dev.deltawire.codec.RawJsonView;
import dev.deltawire.codec.RawJsonView.Kind;
import dev.deltawire.model.RawJson;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** What a user's text makes the {@link EchoEngine} do. */
final class Script {

  private static final String MARK = "#!script ";
  private static final String TOOL_REQUEST = "use tool ";
  private static final Set<String> WORDS =
      Set.of("say", "think", "repeat", "sleep", "tool", "input", "tools", "result", "fail");

  private Script() {}

  /** The steps; a step that is unknown or malformed fails the reply in its turn. */
  static List<Step> parse(String text) {
    Optional<List<Step>> steps = Optional.empty();
    if (text.startsWith(MARK)) {
      steps = steps(text.substring(MARK.length()));
    } else if (text.startsWith(TOOL_REQUEST)) {
      steps = toolRequest(text.substring(TOOL_REQUEST.length()));
    }
    return steps.orElseGet(() -> List.of(new Step.Words(text)));
  }

  private static Optional<List<Step>> steps(String json) {
    return JsonText.parse(json)
        .filter(RawJson::isArray)
        .map(array -> RawJsonView.of(array).elements().stream().map(Script::step).toList());
  }

  private static Optional<List<Step>> toolRequest(String request) {
    int space = request.indexOf(' ');
    if (space <= 0 || !request.startsWith("{", space + 1) || !request.endsWith("}")) {
      return Optional.empty();
    }
    String tool = request.substring(0, space);
    return JsonText.parse(request.substring(space + 1))
        .map(input -> List.of(new Step.Call(tool, input), new Step.Result()));
  }

  private static Step step(RawJsonView json) {
    String words =
        json.names().stream()
            .filter(name -> WORDS.contains(name) && present(json, name).isPresent())
            .sorted()
            .collect(Collectors.joining(" "));
    Optional<? extends Step> step =
        switch (words) {
          case "say" -> string(json, "say").map(Step.Say::new);
          case "think" -> string(json, "think").map(Step.Think::new);
          case "repeat say", "repeat say sleep" -> repeat(json);
          case "sleep" -> integer(json, "sleep", Step.MAX_SLEEP_MILLIS).map(Step.Sleep::new);
          case "input tool" -> call(json);
          case "tools" -> calls(json);
          case "result" -> bool(json, "result").filter(b -> b).map(b -> new Step.Result());
          case "fail" -> string(json, "fail").map(Step.Fail::new);
          default -> Optional.empty();
        };
    return step.isPresent() ? step.get() : Step.Fail.BAD_SCRIPT;
  }

  private static Optional<Step> repeat(RawJsonView json) {
    Optional<Long> times = integer(json, "repeat", Step.MAX_REPEAT);
    Optional<String> text = string(json, "say");
    Optional<Long> sleep =
        present(json, "sleep").isPresent()
            ? integer(json, "sleep", Step.MAX_SLEEP_MILLIS)
            : Optional.of(0L);
    return times.flatMap(
        n -> text.flatMap(t -> sleep.map(s -> new Step.Repeat(n.intValue(), t, s))));
  }

  private static Optional<Step.Call> call(RawJsonView json) {
    Optional<RawJson> input =
        present(json, "input").filter(v -> v.kind() == Kind.OBJECT).map(RawJsonView::raw);
    return string(json, "tool").flatMap(tool -> input.map(i -> new Step.Call(tool, i)));
  }

  private static Optional<Step> calls(RawJsonView json) {
    return present(json, "tools").filter(v -> v.kind() == Kind.ARRAY).flatMap(Script::callList);
  }

  private static Optional<Step> callList(RawJsonView array) {
    List<Optional<Step.Call>> calls = array.elements().stream().map(Script::call).toList();
    return calls.stream().allMatch(Optional::isPresent)
        ? Optional.of(new Step.Calls(calls.stream().map(Optional::orElseThrow).toList()))
        : Optional.empty();
  }

  private static Optional<String> string(RawJsonView json, String name) {
    return present(json, name).flatMap(RawJsonView::string);
  }

  private static Optional<Boolean> bool(RawJsonView json, String name) {
    return present(json, name).flatMap(RawJsonView::bool);
  }

  /** An {@code int} in 0..max. */
  private static Optional<Long> integer(RawJsonView json, String name, long max) {
    OptionalLong value =
        present(json, name).map(RawJsonView::integer).orElseGet(OptionalLong::empty);
    return value.isPresent() && value.getAsLong() >= 0 && value.getAsLong() <= max
        ? Optional.of(value.getAsLong())
        : Optional.empty();
  }

  /** A member that is not null. */
  private static Optional<RawJsonView> present(RawJsonView json, String name) {
    return json.member(name).filter(value -> value.kind() != Kind.NULL);
  }
}

package dev.deltawire.gateway;

import dev.deltawire.codec.RawJsonView;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code deltawire consent list}: one line for each request that waits (I-40). */
@Command(
    name = "list",
    description = "Prints id, client, name (unverified), scopes and expiry of what waits.",
    mixinStandardHelpOptions = true)
final class ConsentListCommand implements Callable<Integer> {

  private static final int REPLACEMENT = 0xFFFD;

  private final Map<String, String> environment;

  @Spec private CommandSpec spec;
  @Mixin private ConsentOptions options;

  ConsentListCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws Exception {
    List<RawJsonView> pending = options.client(spec, environment).pending();
    if (pending.isEmpty()) {
      spec.commandLine().getErr().println("deltawire: no program is asking for access");
    }
    PrintWriter out = spec.commandLine().getOut();
    pending.forEach(request -> out.println(line(request)));
    out.flush();
    return 0;
  }

  private static String line(RawJsonView request) {
    String scopes =
        request.member("requestedScopes").orElseThrow().elements().stream()
            .flatMap(scope -> scope.string().stream())
            .collect(Collectors.joining(","));
    return "%s  %s  \"%s\" (unverified)  %s  until %s"
        .formatted(
            text(request, "requestId"),
            text(request, "clientId"),
            text(request, "displayName"),
            scopes,
            text(request, "expiresAt"));
  }

  /** What a program calls itself must not control the terminal, nor turn the line around. */
  private static String text(RawJsonView request, String member) {
    StringBuilder harmless = new StringBuilder();
    request
        .member(member)
        .flatMap(RawJsonView::string)
        .orElse("")
        .codePoints()
        .map(c -> isVisible(c) ? c : REPLACEMENT)
        .forEach(harmless::appendCodePoint);
    return harmless.toString();
  }

  private static boolean isVisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}

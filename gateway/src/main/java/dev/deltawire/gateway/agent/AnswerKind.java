package dev.deltawire.gateway.agent;

import dev.deltawire.gateway.http.RestException;
import dev.deltawire.server.spi.HttpRequest;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How a prompt is to be answered, as the request's {@code Accept} says. */
enum AnswerKind {
  JSON,
  STREAM;

  /** One media range of the header, with its weight (RFC 9110 §12.5.1). */
  private record Range(String type, double weight) {

    static Range parse(String element) {
      String[] parts = element.split(";", -1);
      double weight =
          Arrays.stream(parts)
              .skip(1)
              .map(parameter -> parameter.strip().toLowerCase(Locale.ROOT))
              .filter(parameter -> parameter.startsWith("q="))
              .mapToDouble(parameter -> weight(parameter.substring(2)))
              .findFirst()
              .orElse(1);
      return new Range(parts[0].strip().toLowerCase(Locale.ROOT), weight);
    }

    private static double weight(String text) {
      return text.matches("[01](\\.\\d{0,3})?") ? Double.parseDouble(text) : 0;
    }

    Optional<AnswerKind> kind() {
      return switch (type) {
        case "application/json", "application/*", "*/*" -> Optional.of(JSON);
        case "text/event-stream", "text/*" -> Optional.of(STREAM);
        default -> Optional.empty();
      };
    }
  }

  /** The kind that the request likes best; 406 when it accepts none. */
  static AnswerKind of(HttpRequest request) throws RestException {
    List<String> accepts = request.header("accept");
    if (accepts.isEmpty()) {
      return JSON;
    }
    return accepts.stream()
        .flatMap(value -> Arrays.stream(value.split(",", -1)))
        .map(Range::parse)
        .filter(range -> range.weight() > 0 && range.kind().isPresent())
        .max(Comparator.comparingDouble(Range::weight))
        .flatMap(Range::kind)
        .orElseThrow(() -> RestException.of(406, "not acceptable"));
  }
}

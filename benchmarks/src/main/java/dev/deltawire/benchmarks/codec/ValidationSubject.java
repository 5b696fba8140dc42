package dev.deltawire.benchmarks.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.deltawire.codec.JsonScanner;
import java.io.IOException;
import java.util.function.Supplier;

/** Who tells JSON from what is none: of the libraries the only one that gets it right. */
public enum ValidationSubject {
  /** Ours, which keeps the bounds of all members at the top on the way. */
  DELTAWIRE(
      () -> {
        JsonScanner scanner = JsonScanner.create();
        return bytes -> scanner.scan(bytes, 0, bytes.length);
      }),
  /** Jackson's streaming parser, token by token. */
  JACKSON(
      () -> {
        JsonFactory factory = JsonFactory.builder().streamReadConstraints(unbounded()).build();
        return bytes -> jackson(factory, bytes);
      });

  /** Whether a text is JSON. */
  interface Validation {
    boolean accepts(byte[] text) throws IOException;
  }

  @SuppressWarnings("ImmutableEnumChecker") // it keeps nothing
  private final Supplier<Validation> opening;

  ValidationSubject(Supplier<Validation> opening) {
    this.opening = opening;
  }

  /** Makes what the calling thread may use. */
  Validation open() {
    return opening.get();
  }

  private static StreamReadConstraints unbounded() {
    return StreamReadConstraints.builder()
        .maxNumberLength(Integer.MAX_VALUE)
        .maxStringLength(Integer.MAX_VALUE)
        .build();
  }

  private static boolean jackson(JsonFactory factory, byte[] text) throws IOException {
    int tokens = 0;
    try (JsonParser json = factory.createParser(text)) {
      while (json.nextToken() != null) {
        json.finishToken();
        tokens++;
      }
    }
    return tokens > 0;
  }
}

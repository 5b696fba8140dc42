package dev.deltawire.gateway.demo;

import dev.deltawire.codec.JsonWriter;
import dev.deltawire.codec.RawJsonView;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Frames as a client without a model of the dialect writes and reads them. */
final class Frames {

  private Frames() {}

  /** The string at a path of member names; empty when there is none. */
  static String text(RawJsonView frame, String... path) {
    Optional<RawJsonView> at = Optional.of(frame);
    for (String name : path) {
      at = at.flatMap(view -> view.member(name));
    }
    return at.flatMap(RawJsonView::string).orElse("");
  }

  /** A client frame of the {@code home} dialect. */
  static String home(String id, String type, String payload) {
    return "{\"id\":%s,\"type\":%s,\"payload\":%s}".formatted(quote(id), quote(type), payload);
  }

  /** A JSON string. */
  static String quote(String text) {
    return new String(JsonWriter.create().string(text).toByteArray(), StandardCharsets.UTF_8);
  }
}

package dev.deltawire.gateway.demo;

import dev.deltawire.codec.JsonWriter;
import dev.deltawire.codec.RawJsonView;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Frames as a client without a model of the dialect writes and reads them. */
public final class Frames {

  private Frames() {}

  /** The string at a path of member names; empty when there is none. */
  public static String text(RawJsonView frame, String... path) {
    Optional<RawJsonView> at = Optional.of(frame);
    for (String name : path) {
      at = at.flatMap(view -> view.member(name));
    }
    return at.flatMap(RawJsonView::string).orElse("");
  }

  /** A JSON string. */
  public static String quote(String text) {
    return new String(JsonWriter.create().string(text).toByteArray(), StandardCharsets.UTF_8);
  }
}

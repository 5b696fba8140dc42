package dev.deltawire.gateway.outside;

import dev.deltawire.codec.JsonText;
import dev.deltawire.codec.RawJsonView;
import java.util.List;

/** A JSON value as a client reads it: what is missing or of another kind is an error. */
public final class Json {

  private final RawJsonView view;

  private Json(RawJsonView view) {
    this.view = view;
  }

  /** The value of a text. */
  public static Json of(String text) {
    return new Json(
        RawJsonView.of(
            JsonText.parse(text).orElseThrow(() -> new AssertionError("no JSON: " + text))));
  }

  /** The member that a path of names leads to. */
  public Json at(String... path) {
    Json found = this;
    for (String name : path) {
      found = new Json(found.view.member(name).orElseThrow(() -> missing(name)));
    }
    return found;
  }

  public boolean has(String name) {
    return view.member(name).isPresent();
  }

  public String text(String... path) {
    return at(path).view.string().orElseThrow(() -> missing("text at " + List.of(path)));
  }

  public long number(String... path) {
    return at(path).view.integer().orElseThrow(() -> missing("integer at " + List.of(path)));
  }

  public boolean bool(String... path) {
    return at(path).view.bool().orElseThrow(() -> missing("boolean at " + List.of(path)));
  }

  public List<Json> list(String... path) {
    return at(path).view.elements().stream().map(Json::new).toList();
  }

  /** A text as JSON. */
  public static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private AssertionError missing(String what) {
    return new AssertionError("no " + what + " in " + this);
  }

  @Override
  public String toString() {
    return view.raw().toString();
  }
}

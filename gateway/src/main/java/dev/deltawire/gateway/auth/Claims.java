package dev.deltawire.gateway.auth;

import dev.deltawire.codec.RawJsonView;
import dev.deltawire.codec.RawJsonView.Kind;
import dev.deltawire.model.RawJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** What a verified token says, or an object that it says. */
public final class Claims {

  private final RawJsonView object;

  Claims(RawJsonView object) {
    this.object = object;
  }

  /** Whether there is the claim, of whatever type; an explicit null equals absence. */
  public boolean has(String name) {
    return find(name).isPresent();
  }

  /** The claims themselves, verbatim. */
  public RawJson raw() {
    return object.raw();
  }

  /** A claim that is a string. */
  public Optional<String> text(String name) {
    return find(name).flatMap(RawJsonView::string);
  }

  /** A claim that is a string of 1 to {@code longest} code points. */
  public Optional<String> text(String name, int longest) {
    return text(name).filter(t -> !t.isEmpty() && t.codePointCount(0, t.length()) <= longest);
  }

  /** A claim that is an integer. */
  public OptionalLong integer(String name) {
    return find(name).map(RawJsonView::integer).orElse(OptionalLong.empty());
  }

  /** A claim that is a number. */
  OptionalDouble number(String name) {
    return find(name).map(RawJsonView::number).orElse(OptionalDouble.empty());
  }

  /** A claim that is an array of strings. */
  public Optional<List<String>> texts(String name) {
    Optional<RawJsonView> array = find(name).filter(claim -> claim.kind() == Kind.ARRAY);
    if (array.isEmpty()) {
      return Optional.empty();
    }
    List<String> texts = new ArrayList<>();
    for (RawJsonView element : array.get().elements()) {
      element.string().ifPresent(texts::add);
    }
    return texts.size() == array.get().elements().size() ? Optional.of(texts) : Optional.empty();
  }

  /** A claim that is an object. */
  public Optional<Claims> object(String name) {
    return find(name).filter(claim -> claim.kind() == Kind.OBJECT).map(Claims::new);
  }

  private Optional<RawJsonView> find(String name) {
    return object.member(name).filter(claim -> claim.kind() != Kind.NULL);
  }
}

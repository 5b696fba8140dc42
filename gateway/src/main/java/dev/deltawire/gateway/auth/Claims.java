package dev.deltawire.gateway.auth;

import dev.deltawire.codec.RawJsonView;
import dev.deltawire.codec.RawJsonView.Kind;
import dev.deltawire.model.RawJson;
import java.util.Optional;
import java.util.OptionalDouble;

/** What a verified token says. */
public final class Claims {

  private final RawJsonView claims;

  Claims(RawJsonView claims) {
    this.claims = claims;
  }

  /** Whether there is the claim, of whatever type; an explicit null equals absence. */
  public boolean has(String name) {
    return find(name).isPresent();
  }

  /** The claims themselves, verbatim. */
  public RawJson raw() {
    return claims.raw();
  }

  /** A claim that is a string. */
  public Optional<String> text(String name) {
    return find(name).flatMap(RawJsonView::string);
  }

  /** A claim that is a string of 1 to {@code longest} code points. */
  public Optional<String> text(String name, int longest) {
    return text(name).filter(t -> !t.isEmpty() && t.codePointCount(0, t.length()) <= longest);
  }

  /** A claim that is a number. */
  OptionalDouble number(String name) {
    return find(name).map(RawJsonView::number).orElse(OptionalDouble.empty());
  }

  private Optional<RawJsonView> find(String name) {
    return claims.member(name).filter(claim -> claim.kind() != Kind.NULL);
  }
}

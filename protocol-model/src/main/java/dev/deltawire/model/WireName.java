package dev.deltawire.model;

import java.util.Optional;

/** A constant with a fixed name on the wire. */
public interface WireName {
  /** The name on the wire, exact and case-sensitive. */
  String wireName();

  /** The one of {@code constants} with that name on the wire. */
  static <T extends WireName> Optional<T> find(T[] constants, String wireName) {
    for (T constant : constants) {
      if (constant.wireName().equals(wireName)) {
        return Optional.of(constant);
      }
    }
    return Optional.empty();
  }
}

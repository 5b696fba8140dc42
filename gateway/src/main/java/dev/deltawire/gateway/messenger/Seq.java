package dev.deltawire.gateway.messenger;

import dev.deltawire.gateway.http.RestException;
import dev.deltawire.gateway.http.RestRequest;
import dev.deltawire.model.JsonLimits;
import java.util.Optional;

/** Places in a conversation, as queries name them (M-42). */
final class Seq {

  private Seq() {}

  /** The parameter's value, which is not negative. */
  static Optional<Long> of(RestRequest request, String name) throws RestException {
    Optional<String> text = request.query(name);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    if (!text.get().matches("\\d{1,16}") || Long.parseLong(text.get()) > JsonLimits.MAX_INTEGER) {
      throw RestException.badField(name);
    }
    return text.map(Long::valueOf);
  }
}

package dev.deltawire.gateway.http;

import dev.deltawire.dialects.QueryParameters;
import java.util.List;
import java.util.Optional;

/** Reads parameters that may come once. */
final class Parameters {

  private Parameters() {}

  /** The decoded value of a parameter; repeated or undecodable: 400. */
  static Optional<String> single(QueryParameters parameters, String name) throws RestException {
    List<String> values = parameters.raw(name);
    if (values.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> value = QueryParameters.decode(values.get(0));
    if (values.size() > 1 || value.isEmpty()) {
      throw RestException.badField(name);
    }
    return value;
  }
}

package dev.deltawire.gateway.http;

import dev.deltawire.dialects.QueryParameters;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The body of a form that a browser has posted ({@code application/x-www-form-urlencoded}). */
public final class FormBody {

  private final QueryParameters fields;

  private FormBody(QueryParameters fields) {
    this.fields = fields;
  }

  static FormBody of(byte[] body) {
    String plusIsBlank = new String(body, StandardCharsets.ISO_8859_1).replace("+", "%20");
    return new FormBody(QueryParameters.of(plusIsBlank));
  }

  /** A field; repeated or undecodable: 400. */
  public Optional<String> find(String name) throws RestException {
    return Parameters.single(fields, name);
  }

  /** A field that must be there. */
  public String text(String name) throws RestException {
    return find(name).orElseThrow(() -> RestException.badField(name));
  }
}

package dev.deltawire.gateway.http;

import dev.deltawire.dialects.QueryParameters;
import dev.deltawire.server.spi.HttpRequest;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** One request as a REST handler reads it: path variables, query, credential and body. */
public final class RestRequest {

  private static final Pattern UUID_FORM =
      Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

  private final HttpRequest request;
  private final Map<String, String> variables;

  RestRequest(HttpRequest request, Map<String, String> variables) {
    this.request = request;
    this.variables = Map.copyOf(variables);
  }

  /** The request as it came. */
  public HttpRequest http() {
    return request;
  }

  /** The part of the path that {@code {name}} stands for, percent-decoded; never empty. */
  public String variable(String name) {
    String value = variables.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the path has no variable " + name);
    }
    return value;
  }

  /** The same as a uuid in any letter case; what is none names nothing: 404. */
  public UUID uuidVariable(String name) throws RestException {
    String value = variable(name);
    if (!UUID_FORM.matcher(value).matches()) {
      throw RestException.of(404);
    }
    return UUID.fromString(value);
  }

  /** A parameter of the query, percent-decoded once; repeated or undecodable: 400. */
  public Optional<String> query(String name) throws RestException {
    return Parameters.single(QueryParameters.of(request.query().orElse("")), name);
  }

  /** A parameter of the query that is a whole number from {@code least} to {@code most}. */
  public int query(String name, int least, int most, int fallback) throws RestException {
    Optional<String> text = query(name);
    if (text.isEmpty()) {
      return fallback;
    }
    if (!text.get().matches("-?\\d{1,9}")) {
      throw RestException.badField(name);
    }
    int value = Integer.parseInt(text.get());
    if (value < least || value > most) {
      throw RestException.badField(name);
    }
    return value;
  }

  /** The bearer token, if there is one. */
  public Optional<String> bearer() {
    return BearerToken.of(request);
  }

  /** The body as one JSON object; anything else: 400. */
  public JsonBody json() throws RestException {
    return JsonBody.of(request.body());
  }

  /** The body as the fields of a form. */
  public FormBody form() {
    return FormBody.of(request.body());
  }
}

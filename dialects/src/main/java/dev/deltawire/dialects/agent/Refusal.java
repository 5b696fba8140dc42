package dev.deltawire.dialects.agent;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.deltawire.codec.JsonWriter;
import dev.deltawire.model.RawJson;
import dev.deltawire.model.agent.AgentErrorCode;
import dev.deltawire.model.agent.AgentServerFrame.AgentError;
import java.util.function.Consumer;

/**
 * The way out of a request that is refused with an error (PROTOCOLS 3.4); it has no stack trace.
 */
public final class Refusal extends Exception {

  private static final long serialVersionUID = 1L;

  /** The text for failures that peers are told no more about. */
  static final String INTERNAL_ERROR = "internal error";

  private final transient AgentError error;

  private Refusal(AgentErrorCode code, String message, RawJson details) {
    super(message, null, false, false);
    this.error = new AgentError(code, message, details);
  }

  /** What the peer is told. */
  public AgentError error() {
    return error;
  }

  /** The session's state does not allow it. */
  static Refusal session(String message) {
    return new Refusal(AgentErrorCode.SESSION_ERROR, message, RawJson.EMPTY_OBJECT);
  }

  /** A failure that peers are told no more about. */
  static Refusal internal() {
    return session(INTERNAL_ERROR);
  }

  /** A field breaks its row. */
  static Refusal invalid(String field, String message) {
    return new Refusal(
        AgentErrorCode.VALIDATION_ERROR,
        message,
        field == null ? RawJson.EMPTY_OBJECT : fieldDetails(field));
  }

  /** The details of an error that one field is at fault for. */
  static RawJson fieldDetails(String field) {
    return details("{\"field\":", json -> json.string(field));
  }

  /** */
  static Refusal tooMany(int limit) {
    return new Refusal(
        AgentErrorCode.CONCURRENCY_LIMIT,
        "too many sessions",
        details("{\"limit\":", json -> json.number((long) limit)));
  }

  /** */
  static Refusal tooFast(long retryAfterMillis) {
    return new Refusal(
        AgentErrorCode.RATE_LIMIT,
        "too many turns",
        details("{\"retry_after_ms\":", json -> json.number(retryAfterMillis)));
  }

  /** */
  static Refusal spent(String scope, double limit, double spent) {
    return new Refusal(
        AgentErrorCode.BUDGET_EXCEEDED,
        scope + " budget exceeded",
        details(
            "{\"scope\":",
            json -> {
              json.string(scope).raw(",\"limit\":".getBytes(US_ASCII)).number(limit);
              json.raw(",\"spent\":".getBytes(US_ASCII)).number(spent);
            }));
  }

  private static RawJson details(String opening, Consumer<JsonWriter> rest) {
    JsonWriter json = JsonWriter.create();
    json.raw(opening.getBytes(US_ASCII));
    rest.accept(json);
    json.raw('}');
    return RawJson.ofValidated(json.toByteArray());
  }
}

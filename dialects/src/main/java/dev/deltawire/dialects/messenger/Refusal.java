package dev.deltawire.dialects.messenger;

import dev.deltawire.model.messenger.ErrorCode;
import java.time.Duration;
import java.util.Optional;

/** A request that keeps no row and had no effect (M-49); it has no stack trace. */
public final class Refusal extends Exception {

  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final String field;
  private final transient Duration retryAfter;

  private Refusal(ErrorCode code, String message, String field, Duration retryAfter) {
    super(message, null, false, false);
    this.code = code;
    this.field = field;
    this.retryAfter = retryAfter;
  }

  /** A refusal as a whole. */
  public static Refusal of(ErrorCode code, String message) {
    return new Refusal(code, message, null, null);
  }

  /** A refusal because of one field. */
  public static Refusal ofField(String field, String message) {
    return new Refusal(ErrorCode.VALIDATION_ERROR, message, field, null);
  }

  /** A refusal for a while (M-48). */
  static Refusal rateLimited(Duration retryAfter) {
    return new Refusal(ErrorCode.RATE_LIMITED, "too many sends", null, retryAfter);
  }

  static Refusal agentNotFound() {
    return of(ErrorCode.AGENT_NOT_FOUND, "agent not found");
  }

  static Refusal conversationNotFound() {
    return of(ErrorCode.CONVERSATION_NOT_FOUND, "conversation not found");
  }

  /** What is wrong. */
  public ErrorCode code() {
    return code;
  }

  /** The field that is at fault, if it is one. */
  public Optional<String> field() {
    return Optional.ofNullable(field);
  }

  /** How long to wait, if that helps. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}

package dev.deltawire.gateway.http;

import java.util.Optional;

/**
 * What a refusal of a REST request says, before its dialect's shape.
 *
 * @param status 400 to 599
 * @param code the dialect's word for it; empty for the one that its shape has for the status
 * @param message one line for people
 * @param field what was wrong in the body, the query or the path, if it was one thing
 */
public record RestError(int status, Optional<String> code, String message, Optional<String> field) {

  /** An error whose status says it all. */
  public static RestError of(int status) {
    return of(status, phrase(status));
  }

  /** An error in the shape's own word for the status. */
  public static RestError of(int status, String message) {
    return new RestError(status, Optional.empty(), message, Optional.empty());
  }

  /** What a status means, in lower case. */
  private static String phrase(int status) {
    return switch (status) {
      case 400 -> "bad request";
      case 401 -> "unauthorized";
      case 403 -> "forbidden";
      case 404 -> "not found";
      case 405 -> "method not allowed";
      case 408 -> "request timeout";
      case 409 -> "conflict";
      case 413 -> "content too large";
      case 429 -> "too many requests";
      case 500 -> "internal error";
      default -> "error " + status;
    };
  }
}

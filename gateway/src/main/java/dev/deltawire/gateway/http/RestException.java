package dev.deltawire.gateway.http;

import java.util.Optional;

/** The end of a REST request that can't be granted; the router answers it in its shape. */
public final class RestException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient RestError error;

  private RestException(RestError error) {
    super(error.message(), null, false, false);
    this.error = error;
  }

  /** A refusal whose status says it all. */
  public static RestException of(int status) {
    return new RestException(RestError.of(status));
  }

  /** A refusal in the shape's own word for the status. */
  public static RestException of(int status, String message) {
    return new RestException(RestError.of(status, message));
  }

  /** A refusal with a code of the dialect's own. */
  public static RestException of(int status, String code, String message) {
    return new RestException(new RestError(status, Optional.of(code), message, Optional.empty()));
  }

  /** 400 for one bad field of a body, a query or a path. */
  public static RestException badField(String field) {
    return new RestException(
        new RestError(400, Optional.empty(), "invalid " + field, Optional.of(field)));
  }

  /** What it says. */
  public RestError error() {
    return error;
  }
}

package dev.deltawire.dialects;

/** A store's refusal to read or write; nothing of the request has become visible. */
public final class StoreException extends Exception {

  private static final long serialVersionUID = 1L;

  private StoreException(String message, Throwable cause) {
    super(message, cause);
  }

  /** A refusal with its cause, which no peer gets to see. */
  public static StoreException of(String message, Throwable cause) {
    return new StoreException(message, cause);
  }
}

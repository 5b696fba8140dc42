package dev.deltawire.dialects;

/** A store's refusal to read or write; nothing of the request has become visible. */
public final class StoreException extends Exception {

  private static final long serialVersionUID = 1L;

  private final boolean defect;

  private StoreException(String message, Throwable cause, boolean defect) {
    super(message, cause);
    this.defect = defect;
  }

  /** A refusal with its cause, which no peer gets to see. */
  public static StoreException of(String message, Throwable cause) {
    return new StoreException(message, cause, true);
  }

  /** A refusal by a store that works as it should and has no room: nobody's defect. */
  public static StoreException noRoom(String message) {
    return new StoreException(message, null, false);
  }

  /** Whether something is broken that an operator should hear of. */
  public boolean defect() {
    return defect;
  }
}

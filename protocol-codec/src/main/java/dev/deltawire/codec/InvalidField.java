package dev.deltawire.codec;

/** The way out of a decoder when a payload field breaks its row; it has no stack trace. */
final class InvalidField extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String field;

  InvalidField(String field) {
    this(field, "invalid field: " + field);
  }

  /** With a text of the row's own. */
  InvalidField(String field, String message) {
    super(message, null, false, false);
    this.field = field;
  }

  String field() {
    return field;
  }
}

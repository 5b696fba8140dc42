package dev.deltawire.tck;

/**
 * The one rule, if any, that a reference transport breaks on purpose.
 *
 * @param rule the number of the rule in {@code docs/transports.md}
 */
record Sabotage(int rule) {

  static final Sabotage NONE = new Sabotage(-1);

  boolean breaks(int number) {
    return rule == number;
  }
}

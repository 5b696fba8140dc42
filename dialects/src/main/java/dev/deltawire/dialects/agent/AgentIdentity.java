package dev.deltawire.dialects.agent;

import static java.util.Objects.requireNonNull;

/**
 * Whose sessions and budgets they are: a token's issuer and subject.
 *
 * @param issuer empty when the token names none
 * @param subject 1 to 256 code points
 */
public record AgentIdentity(String issuer, String subject) {

  /** Most code points of either. */
  public static final int MAX_CODE_POINTS = 256;

  public AgentIdentity {
    requireNonNull(issuer, "issuer");
    requireNonNull(subject, "subject");
    if (subject.isEmpty()
        || length(subject) > MAX_CODE_POINTS
        || length(issuer) > MAX_CODE_POINTS) {
      throw new IllegalArgumentException(
          "subject must have 1 to 256 code points, issuer up to 256");
    }
  }

  /** A subject without an issuer. */
  public static AgentIdentity of(String subject) {
    return new AgentIdentity("", subject);
  }

  /** A name that no other identity has. */
  String name() {
    return issuer.length() + ":" + issuer + subject;
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}

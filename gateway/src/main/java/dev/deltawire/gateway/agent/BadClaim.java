package dev.deltawire.gateway.agent;

/** The way out of claims of which one breaks its row; it has no stack trace. */
final class BadClaim extends Exception {

  private static final long serialVersionUID = 1L;

  private final String claim;

  BadClaim(String claim) {
    super(claim, null, false, false);
    this.claim = claim;
  }

  /** Which one. */
  String claim() {
    return claim;
  }
}

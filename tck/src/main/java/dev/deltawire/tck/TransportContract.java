package dev.deltawire.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/**
 * What every transport has to do: the rules of {@code docs/transports.md}, a test each.
 *
 * <pre>{@code
 * final class JdkTransportContractTest extends TransportContract {
 *   @Override
 *   protected TransportProvider provider() {
 *     return new JdkTransportProvider();
 *   }
 * }
 * }</pre>
 *
 * <p>Rules that need a capability which the provider does not declare are skipped; the skipped ones
 * have to be listed, one a line, in the test resource {@code tck-skips.txt}.
 */
public abstract class TransportContract extends CompressionRules {

  /** For subclasses. */
  protected TransportContract() {}

  @Test
  final void t00_theSkippedRulesAreTheReviewedOnes() {
    assertEquals(SkipGuard.reviewed(getClass()), SkipGuard.expected(getClass(), provider()));
  }
}

package dev.deltawire.dialects.integration;

import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * The source of request ids, none of which comes twice (I-10).
 *
 * <p>An odd multiplier permutes the numbers below a power of two: so all 2^40 ids come, in an order
 * that looks like none, before the first comes again. They are no secrets. Thread: any.
 */
final class RequestIds {

  private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int BITS_OF_DIGIT = 5;
  private static final int LENGTH = 8;
  private static final long ODD_MULTIPLIER = 0x9E3779B97F4A7C15L;

  private final AtomicLong next;

  private RequestIds(long first) {
    next = new AtomicLong(first);
  }

  /** Ids that start anywhere. */
  static RequestIds startingAt(RandomGenerator random) {
    return new RequestIds(random.nextLong());
  }

  String next() {
    long bits = next.getAndIncrement() * ODD_MULTIPLIER;
    StringBuilder id = new StringBuilder("req_");
    for (int i = 0; i < LENGTH; i++) {
      id.append(DIGITS.charAt((int) (bits >>> (BITS_OF_DIGIT * i)) & (DIGITS.length() - 1)));
    }
    return id.toString();
  }
}

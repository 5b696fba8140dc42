package dev.deltawire.benchmarks.fanout;

/** How often which latency was seen, to about 1.6 %. */
final class LatencyHistogram {

  /** Buckets between a power of two and the next. */
  private static final int STEPS = 1 << 6;

  private static final int STEP_BITS = 6;

  private final long[] counts = new long[(Long.SIZE - STEP_BITS) * STEPS];
  private long total;

  void record(long nanos) {
    counts[bucket(Math.max(0, nanos))]++;
    total++;
  }

  long total() {
    return total;
  }

  /** The latency that the given share of all does not exceed, in nanoseconds. */
  long percentile(double share) {
    long rank = Math.max(1, (long) Math.ceil(share * total));
    long seen = 0;
    for (int bucket = 0; bucket < counts.length; bucket++) {
      seen += counts[bucket];
      if (seen >= rank) {
        return highest(bucket);
      }
    }
    return 0;
  }

  /** Below 64 the value itself; above, its highest bit and the six behind that. */
  private static int bucket(long nanos) {
    int shift = Math.max(0, Long.SIZE - 1 - STEP_BITS - Long.numberOfLeadingZeros(nanos | STEPS));
    return (int) (((long) shift << STEP_BITS) + (nanos >>> shift));
  }

  private static long highest(int bucket) {
    int shift = Math.max(0, (bucket >>> STEP_BITS) - 1);
    long lowest = (bucket - ((long) shift << STEP_BITS)) << shift;
    return lowest + (1L << shift) - 1;
  }
}

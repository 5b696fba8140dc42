package dev.deltawire.benchmarks.fanout;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class LatencyHistogramTest {

  private final LatencyHistogram histogram = new LatencyHistogram();

  @Test
  void smallValuesAreExact() {
    LongStream.rangeClosed(1, 100).forEach(histogram::record);
    assertEquals(100, histogram.total());
    assertEquals(50, histogram.percentile(0.5));
    assertEquals(99, histogram.percentile(0.99));
    assertEquals(100, histogram.percentile(1));
  }

  @Test
  void largeValuesAreExactToOneInSixtyFour() {
    long[] values = new Random(1).longs(10_000, 1, 1L << 40).sorted().toArray();
    LongStream.of(values).forEach(histogram::record);
    for (double share : new double[] {0.01, 0.5, 0.99, 1}) {
      double exact = values[(int) Math.ceil(share * values.length) - 1];
      assertEquals(1, histogram.percentile(share) / exact, 1.0 / 64);
    }
  }

  @Test
  void theLargestAndTheNegativeHaveAPlace() {
    histogram.record(Long.MAX_VALUE);
    histogram.record(-1);
    assertEquals(0, histogram.percentile(0.5));
    assertEquals(Long.MAX_VALUE, histogram.percentile(1));
  }
}

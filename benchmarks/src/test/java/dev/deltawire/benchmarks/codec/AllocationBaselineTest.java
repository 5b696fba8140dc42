package dev.deltawire.benchmarks.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.deltawire.benchmarks.TokenCorpus;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The gate: what our subjects allocate is at most what {@code baselines/allocation.tsv} says.
 *
 * <p>The build runs this class once more with {@code -Xint}, where no escape analysis hides
 * anything.
 */
final class AllocationBaselineTest {

  private static final Path BASELINE = Path.of("baselines", "allocation.tsv");
  private static final String OURS = "DELTAWIRE_.*";
  private static final int BATCHES = 5;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = OURS)
  void oursAllocateNoMoreThanTheBaseline(DeltaSubject subject) throws IOException {
    double allowed = baseline().get(key(subject));
    double measured = bytesPerOperation(subject.open());
    assertTrue(measured <= allowed, () -> subject + ": " + measured + " B/op, was " + allowed);
  }

  @Test
  void theBaselineHasOneLineForEachOfOurSubjects() throws IOException {
    assertEquals(
        Arrays.stream(DeltaSubject.values())
            .filter(subject -> subject.name().matches(OURS))
            .map(AllocationBaselineTest::key)
            .collect(Collectors.toSet()),
        baseline().keySet());
  }

  @Test
  void theMeterSeesWhatIsAllocated() throws IOException {
    DeltaWriter ours = DeltaSubject.DELTAWIRE_STRING.open();
    DeltaWriter wasteful =
        new DeltaWriter() {
          @Override
          public int write(int token) throws IOException {
            return ours.write(token) + ours.destination().clone().length;
          }

          @Override
          public byte[] destination() {
            return ours.destination();
          }
        };
    assertTrue(bytesPerOperation(wasteful) >= DeltaWriter.MAX_BYTES);
  }

  private static String key(DeltaSubject subject) {
    return ChatDeltaEncoding.class.getSimpleName() + "." + subject;
  }

  private static Map<String, Double> baseline() throws IOException {
    Map<String, Double> bytes = new TreeMap<>();
    for (String line : Files.readAllLines(BASELINE)) {
      String[] columns = line.split("\t", -1);
      bytes.put(columns[0], Double.valueOf(columns[1]));
    }
    return bytes;
  }

  /** The least of some batches: what the virtual machine allocates for itself comes once. */
  private double bytesPerOperation(DeltaWriter writer) throws IOException {
    batch(writer);
    long least = Long.MAX_VALUE;
    for (int n = 0; n < BATCHES; n++) {
      least = Math.min(least, batch(writer));
    }
    return (double) least / TokenCorpus.SIZE;
  }

  private long batch(DeltaWriter writer) throws IOException {
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int token = 0; token < TokenCorpus.SIZE; token++) {
      writer.write(token);
    }
    return threads.getCurrentThreadAllocatedBytes() - before;
  }
}

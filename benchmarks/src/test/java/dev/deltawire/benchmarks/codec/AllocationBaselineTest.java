package dev.deltawire.benchmarks.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.deltawire.codec.Envelope;
import dev.deltawire.codec.JsonWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The gate: what our hot paths allocate is at most what {@code baselines/allocation.tsv} says.
 *
 * <p>The build runs this class once more with {@code -Xint}, where no escape analysis hides
 * anything.
 */
final class AllocationBaselineTest {

  private static final Path BASELINE = Path.of("baselines", "allocation.tsv");
  private static final int BATCHES = 5;
  private static final int OPERATIONS = 128;

  private static Map<String, Operation> operations;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** One operation of ours. */
  private interface Operation {
    Object run(int n) throws IOException;
  }

  @BeforeAll
  static void openOurs() throws IOException {
    operations = operations();
  }

  static Stream<String> ours() throws IOException {
    return baseline().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("ours")
  void oursAllocateNoMoreThanTheBaseline(String operation) throws IOException {
    double allowed = baseline().get(operation);
    double measured = bytesPerOperation(operations.get(operation));
    assertTrue(measured <= allowed, () -> operation + ": " + measured + " B/op, was " + allowed);
  }

  @Test
  void theBaselineHasOneLineForEachOfOurOperations() throws IOException {
    assertEquals(new TreeMap<>(operations).keySet(), baseline().keySet());
  }

  @Test
  void theMeterSeesWhatIsAllocated() throws IOException {
    assertTrue(bytesPerOperation(n -> new byte[256]) >= 256);
  }

  private static Map<String, Operation> operations() throws IOException {
    Map<String, Operation> operations = new LinkedHashMap<>();
    for (DeltaSubject subject : DeltaSubject.values()) {
      if (subject.name().startsWith("DELTAWIRE")) {
        for (DeltaShape shape : DeltaShape.values()) {
          add(operations, shape + "." + subject, subject.open(shape, Texts.tokens()), 512);
        }
        DeltaWriter mixed = subject.open(DeltaShape.CHAT_DELTA, Texts.mixed());
        add(operations, "LONG_MIXED." + subject, mixed, Texts.mixed().count());
      }
    }
    for (ClientFrame frame : ClientFrame.values()) {
      Router router = RouteSubject.DELTAWIRE.open(frame);
      byte[] bytes = frame.bytes();
      operations.put("route." + frame, n -> router.route(bytes));
    }
    for (HotClientFrame frame : HotClientFrame.values()) {
      byte[] bytes = frame.bytes();
      Envelope envelope = Envelope.ofTypeAndPayload();
      operations.put(
          "route." + frame, n -> envelope.read(bytes, 0, bytes.length) ? envelope.type() : null);
      FrameReader reader = frame.open();
      operations.put("decode." + frame, n -> reader.read(bytes));
    }
    JsonWriter writer = JsonWriter.create();
    for (HotFrame frame : HotFrame.values()) {
      operations.put("encode." + frame, n -> frame.encode(writer));
    }
    return operations;
  }

  private static void add(
      Map<String, Operation> operations, String name, DeltaWriter writer, int texts) {
    operations.put(name, n -> sized(writer, n % texts));
  }

  private static Object sized(DeltaWriter writer, int n) throws IOException {
    return writer.write(n) > 0 ? writer : null;
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
  private double bytesPerOperation(Operation operation) throws IOException {
    batch(operation);
    long least = Long.MAX_VALUE;
    for (int n = 0; n < BATCHES; n++) {
      least = Math.min(least, batch(operation));
    }
    return (double) least / OPERATIONS;
  }

  private long batch(Operation operation) throws IOException {
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int n = 0; n < OPERATIONS; n++) {
      if (operation.run(n) == null) {
        throw new IllegalStateException("nothing done");
      }
    }
    return threads.getCurrentThreadAllocatedBytes() - before;
  }
}

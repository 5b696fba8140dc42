package dev.deltawire.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Tables of objects with many members go from one scanner to the next. */
final class SpareTablesTest {
  private static final int MEMBERS = 20_000;
  private static final int ROUNDS = 5;

  @Test
  @DisplayName("Objects of 20,000 members, a scanner each, allocate hardly more than the scanners")
  void allocatesNoTables() {
    byte[] object = object(0, MEMBERS);
    scan(object);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < ROUNDS; i++) {
      assertEquals(MEMBERS, scan(object));
    }
    long each = (threads.getCurrentThreadAllocatedBytes() - before) / ROUNDS;
    assertTrue(each < object.length, each + " bytes a message");
  }

  @Test
  @DisplayName("Where sizes change, short tables give way to long ones until none is made any more")
  void allocatesNoTablesForChangingSizes() {
    byte[] shorter = object(0, 3000);
    byte[] longer = object(0, MEMBERS);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = 0;
    for (int i = -2 * ROUNDS; i < ROUNDS; i++) {
      before = i == 0 ? threads.getCurrentThreadAllocatedBytes() : before;
      scan(shorter);
      scan(longer);
    }
    long each = (threads.getCurrentThreadAllocatedBytes() - before) / ROUNDS;
    assertTrue(each < longer.length, each + " bytes a pair of messages"); // less than one table
  }

  @Test
  @DisplayName("What is in a table from before does no harm")
  void isAsGoodAsNew() {
    for (int members : new int[] {MEMBERS, 1500, 40_000, 3000, MEMBERS, 700}) {
      assertEquals(members, scan(object(members, members)));
    }
  }

  @Test
  @DisplayName("A table that only a huge message needs is not kept for all time")
  void forgetsTheHuge() {
    SpareTables.giveBack(new long[2 * SpareTables.LARGEST]);
    SpareTables.giveBack(new int[2 * SpareTables.LARGEST]);
    for (int i = 0; i < ROUNDS; i++) { // more than it keeps
      assertTrue(SpareTables.longs(MEMBERS).length <= SpareTables.LARGEST);
      assertTrue(SpareTables.ints(MEMBERS).length <= SpareTables.LARGEST);
    }
  }

  /** Scans, judges all names and finds the last; returns how many members there are. */
  private static int scan(byte[] object) {
    JsonScanner scanner = JsonScanner.create();
    assertTrue(scanner.scan(object, 0, object.length));
    int count = scanner.envelope().count();
    assertTrue(scanner.envelope().isUnique());
    assertEquals(count - 1, scanner.envelope().find("last"));
    scanner.forget();
    return count;
  }

  private static byte[] object(int from, int members) {
    return IntStream.range(from, from + members - 1)
        .mapToObj(i -> "\"" + i + "\":" + i)
        .collect(Collectors.joining(",", "{", ",\"last\":0}"))
        .getBytes(US_ASCII);
  }
}

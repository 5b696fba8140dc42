package dev.deltawire.server.internal.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BulkReadsTest {

  private static final long READ_NANOS = BulkReads.TURN_NANOS / 4;

  private final List<Integer> reads = new ArrayList<>();
  private final List<String> errors = new ArrayList<>();
  private long now;
  private final BulkReads bulk =
      new BulkReads(() -> now, (where, error) -> errors.add(error.getMessage()));

  /** Readers that always have more. */
  private void add(int count) {
    for (int i = 0; i < count; i++) {
      add(i, Integer.MAX_VALUE);
    }
  }

  private void add(int name, int times) {
    bulk.add(
        () -> {
          reads.add(name);
          now += READ_NANOS;
          if (times > 1) {
            add(name, times - 1);
          }
        });
  }

  @Test
  void nobodyReadsWhereNobodyWaits() {
    bulk.turn();
    assertEquals(0, bulk.size());
  }

  @Test
  void aDefectIsItsReadersAlone() {
    bulk.add(
        () -> {
          throw new IllegalStateException("no reader");
        });
    add(1);
    bulk.turn();
    assertEquals(List.of("no reader"), errors);
    assertEquals(List.of(0), reads);
  }

  @Test
  void aTurnEndsAfterItsTime() {
    add(10);
    bulk.turn();
    assertEquals(List.of(0, 1, 2, 3), reads);
  }

  @Test
  void theNextTurnGoesOnWhereThisHasEnded() {
    add(6);
    bulk.turn();
    bulk.turn();
    assertEquals(List.of(0, 1, 2, 3, 4, 5, 0, 1), reads);
  }

  @Test
  void allReadInTurn() {
    add(3);
    for (int i = 0; i < 4; i++) {
      bulk.turn();
    }
    assertEquals(List.of(0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2), reads, "each once a turn");
  }

  @Test
  void whoHasNoMoreIsForgotten() {
    add(1, 2);
    bulk.turn();
    assertEquals(1, bulk.size());
    bulk.turn();
    assertEquals(0, bulk.size());
    assertEquals(List.of(1, 1), reads);
  }
}

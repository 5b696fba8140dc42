package dev.deltawire.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

final class TableTest {

  @Test
  void columnsAreAsWideAsTheirWidestCell() {
    Table table = new Table("who", "ns");
    table.row("a", "12345");
    assertEquals(
        """
        | who |    ns |
        | :-- | ----: |
        | a   | 12345 |
        """,
        table.toString());
  }

  @Test
  void aRowHasAsManyCellsAsThereAreHeadings() {
    assertThrows(IllegalArgumentException.class, () -> new Table("a", "b").row("c"));
  }
}

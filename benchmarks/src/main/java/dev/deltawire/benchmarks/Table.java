package dev.deltawire.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** Rows of text in columns: the first to the left, the others to the right. */
public final class Table {

  private final List<String[]> rows = new ArrayList<>();
  private final int[] widths;

  /** A table with these headings. */
  public Table(String... headings) {
    widths = new int[headings.length];
    row(headings);
  }

  /** Adds a row of as many cells as there are headings. */
  public void row(String... cells) {
    if (cells.length != widths.length) {
      throw new IllegalArgumentException(cells.length + " cells for " + widths.length);
    }
    for (int i = 0; i < cells.length; i++) {
      widths[i] = Math.max(widths[i], cells[i].length());
    }
    rows.add(cells);
  }

  /** The table in Markdown, as it goes into the README. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    appendRow(text, rows.get(0));
    for (int i = 0; i < widths.length; i++) {
      String dashes = "-".repeat(Math.max(2, widths[i] - 1));
      text.append("| ").append(i == 0 ? ':' + dashes : dashes + ':').append(' ');
    }
    text.append("|\n");
    rows.stream().skip(1).forEach(row -> appendRow(text, row));
    return text.toString();
  }

  private void appendRow(StringBuilder text, String[] cells) {
    for (int i = 0; i < cells.length; i++) {
      String padding = " ".repeat(widths[i] - cells[i].length());
      text.append("| ").append(i == 0 ? cells[i] + padding : padding + cells[i]).append(' ');
    }
    text.append("|\n");
  }
}

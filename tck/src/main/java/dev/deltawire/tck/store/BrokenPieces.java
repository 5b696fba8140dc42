package dev.deltawire.tck.store;

import java.util.Iterator;
import java.util.List;

/** A text of two pieces, the second of which can't be made. */
enum BrokenPieces implements Iterable<String> {
  INSTANCE;

  @Override
  public Iterator<String> iterator() {
    return List.of(true, false).stream().map(BrokenPieces::piece).iterator();
  }

  private static String piece(boolean whole) {
    if (!whole) {
      throw new IllegalStateException("a test's");
    }
    return "lost";
  }
}

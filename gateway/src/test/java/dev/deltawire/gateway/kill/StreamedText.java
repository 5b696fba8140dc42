package dev.deltawire.gateway.kill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** A streamed text: what it has to be, and how much of it a client had received when. */
final class StreamedText {

  /** X-61, and something for a machine that does more than one thing. */
  private static final long MAY_LAG_NANOS = TimeUnit.MILLISECONDS.toNanos(1000 + 500);

  private final String whole;
  private final StringBuilder received = new StringBuilder();
  private final NavigableMap<Long, Integer> lengths = new TreeMap<>();

  StreamedText(String whole) {
    this.whole = whole;
  }

  /** The same text, to be received once more. */
  StreamedText replay() {
    return new StreamedText(whole);
  }

  void received(String piece) {
    received.append(piece);
    assertTrue(whole.startsWith(received.toString()), () -> "received " + received);
    lengths.put(System.nanoTime(), received.length());
  }

  /** Whether the client has got anything, be it empty. */
  boolean begun() {
    return !lengths.isEmpty();
  }

  /** What was received of it. */
  String text() {
    return received.toString();
  }

  void assertWhole(String text) {
    assertEquals(whole, text);
  }

  /** What is left of it when it was cut: all but the last second. */
  void assertPrefix(String stored) {
    assertTrue(whole.startsWith(stored), () -> "stored " + stored);
    if (begun()) {
      Map.Entry<Long, Integer> due = lengths.floorEntry(lengths.lastKey() - MAY_LAG_NANOS);
      int length = due == null ? 0 : due.getValue();
      assertTrue(stored.length() >= length, () -> stored.length() + " stored of " + length);
    }
  }
}

package dev.deltawire.dialects.internal;

import dev.deltawire.server.TextStream;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * What a stream says between two places, in pieces that are made one after the other, so that
 * nobody has to hold all of them. Thread: any; an iterator one at a time.
 */
public final class TextPieces implements Iterable<String> {

  private final TextStream<?> stream;
  private final long from;
  private final long to;
  private final int mostBytes;

  private TextPieces(TextStream<?> stream, long from, long to, int mostBytes) {
    this.stream = stream;
    this.from = from;
    this.to = to;
    this.mostBytes = mostBytes;
  }

  /** The pieces of at most so many bytes: at least four, as a code point may take so many. */
  public static TextPieces between(TextStream<?> stream, long from, long to, int mostBytes) {
    return new TextPieces(stream, from, to, mostBytes);
  }

  /**
   * Where the longest piece ends that begins at {@code from}: not inside a code point. Where it
   * begins if nothing is retained there, of which reading it tells.
   */
  public static long end(TextStream<?> stream, long from, long limit, int mostBytes) {
    long end = Math.min(limit, from + mostBytes);
    while (end > from && !stream.isPlace(end)) {
      end--;
    }
    return end;
  }

  @Override
  public Iterator<String> iterator() {
    return new Iterator<>() {
      private long at = from;

      @Override
      public boolean hasNext() {
        return at < to;
      }

      @Override
      public String next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        long start = at;
        at = end(stream, start, to, mostBytes);
        return stream.text(start, at);
      }
    };
  }
}

package dev.deltawire.server.spi;

import java.nio.ByteBuffer;

/**
 * {@link MemoryBudget#PAGE_BYTES} of any content, outside of the heap, that a {@link Holding}
 * lends. Whoever has borrowed it has it alone.
 */
public final class LentPage {

  private final PageSlab slab;
  private final ByteBuffer bytes;

  /** The one behind it of those that have come back, or of its slab's that are not lent. */
  LentPage nextFree;

  LentPage(PageSlab slab, ByteBuffer bytes) {
    this.slab = slab;
    this.bytes = bytes;
  }

  /** Copies {@code count} bytes from index {@code from} of {@code in} to {@code at}. */
  public void put(int at, ByteBuffer in, int from, int count) {
    bytes.put(at, in, from, count);
  }

  /** Copies the first {@code count} bytes to index {@code to} of {@code out}. */
  public void get(byte[] out, int to, int count) {
    bytes.get(0, out, to, count);
  }

  /** A buffer over all of it, which nobody may use once the page is given back. */
  public ByteBuffer view() {
    return bytes.duplicate().clear();
  }

  PageSlab slab() {
    return slab;
  }
}

package dev.deltawire.tck;

/** The sizes in which a {@link RawPeer} writes its bytes: the ways TCP may cut them. */
public enum ChunkSize {
  /** Byte by byte. */
  ONE(1),
  /** Three at a time: never in step with masks, headers or code points. */
  THREE(3),
  /** All in one write. */
  WHOLE(Integer.MAX_VALUE);

  private final int bytes;

  ChunkSize(int bytes) {
    this.bytes = bytes;
  }

  /** The most bytes of one write. */
  public int bytes() {
    return bytes;
  }
}

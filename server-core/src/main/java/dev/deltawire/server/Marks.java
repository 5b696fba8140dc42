package dev.deltawire.server;

/**
 * How far one connection's marked frames are written, and how far pongs prove that they have come
 * (M-28). Thread: the loop.
 */
final class Marks {

  private long written = Frame.UNMARKED;

  /** What was written before the newest ping, which its pong will prove. */
  private long covered = Frame.UNMARKED;

  private long accepted = Frame.UNMARKED;

  /** The transport has taken the last byte of a frame with this mark. */
  void written(long mark) {
    written = Math.max(written, mark);
  }

  /** The next byte that the transport takes is the first one of a ping. */
  void cover() {
    covered = written;
  }

  /** The newest ping's pong has come: the mark that it proves, or none if it proves nothing new. */
  long prove() {
    if (covered <= accepted) {
      return Frame.UNMARKED;
    }
    accepted = covered;
    return accepted;
  }

  /** Whether a written frame is not proved yet. */
  boolean unproved() {
    return written > accepted;
  }
}

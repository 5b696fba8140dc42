package dev.deltawire.dialects.internal;

/**
 * Something that has been taken and is given back when it is closed, unless it is kept: so that
 * whatever goes wrong meanwhile takes nothing for ever. Thread: one.
 */
public final class Taken implements AutoCloseable {

  private final Runnable giveBack;
  private boolean kept;

  private Taken(Runnable giveBack) {
    this.giveBack = giveBack;
  }

  /** What {@code giveBack} gives back. */
  public static Taken of(Runnable giveBack) {
    return new Taken(giveBack);
  }

  /** Nothing can go wrong any more: who has it now gives it back. */
  public void keep() {
    kept = true;
  }

  @Override
  public void close() {
    if (!kept) {
      giveBack.run();
    }
  }
}

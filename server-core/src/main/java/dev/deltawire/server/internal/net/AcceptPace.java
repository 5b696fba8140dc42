package dev.deltawire.server.internal.net;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * How fast sockets are accepted: as they come; but while memory is scarce, and each newcomer would
 * push another one out, a few at a time. Thread: the one that accepts.
 */
public final class AcceptPace {

  /** After each few. */
  public static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private static final int FEW = 8;

  private final BooleanSupplier scarce;
  private final LongSupplier nanoClock;
  private int sinceRest;
  private long restEndNanos;

  /** The pace of one listening socket; {@code scarce} tells whether memory is. */
  public AcceptPace(BooleanSupplier scarce, LongSupplier nanoClock) {
    this.scarce = scarce;
    this.nanoClock = nanoClock;
    this.restEndNanos = nanoClock.getAsLong();
  }

  /** Counts a socket that has been accepted. */
  public void accepted() {
    if (!scarce.getAsBoolean()) {
      sinceRest = 0;
    } else if (++sinceRest == FEW) {
      sinceRest = 0;
      restEndNanos = nanoClock.getAsLong() + REST_NANOS;
    }
  }

  /** Whether the next one has to wait. */
  public boolean rests() {
    return nanoClock.getAsLong() - restEndNanos < 0;
  }
}

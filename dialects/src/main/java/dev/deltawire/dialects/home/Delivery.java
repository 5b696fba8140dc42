package dev.deltawire.dialects.home;

/**
 * What became of something that was sent to devices.
 *
 * @param sockets how many were handed it
 */
public record Delivery(Outcome outcome, int sockets) {

  /** Whether it was sent at all. */
  public enum Outcome {
    /** To all sockets that are there, maybe none. */
    SENT,
    /** There is no such device. */
    UNKNOWN_DEVICE,
    /** The device is not a tablet, which alone plays sounds (H-42). */
    NOT_A_TABLET,
    /** Without developer mode nobody is told of bundles (H-41). */
    DEV_MODE_OFF
  }

  static Delivery sent(int sockets) {
    return new Delivery(Outcome.SENT, sockets);
  }

  static Delivery refused(Outcome outcome) {
    return new Delivery(outcome, 0);
  }
}

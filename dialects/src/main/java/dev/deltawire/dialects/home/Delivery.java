package dev.deltawire.dialects.home;

/**
 * What became of something that was sent to devices.
 *
 * @param connections how many were handed it
 */
public record Delivery(Outcome outcome, int connections) {

  /** Whether it was sent at all. */
  public enum Outcome {
    /** To all connections that are there, maybe none. */
    SENT,
    /** There is no such device. */
    UNKNOWN_DEVICE,
    /** The device is not a tablet, which alone plays sounds (H-42). */
    NOT_A_TABLET,
    /** Without developer mode nobody is told of bundles (H-41). */
    DEV_MODE_OFF
  }

  static Delivery sent(int connections) {
    return new Delivery(Outcome.SENT, connections);
  }

  static Delivery refused(Outcome outcome) {
    return new Delivery(outcome, 0);
  }
}

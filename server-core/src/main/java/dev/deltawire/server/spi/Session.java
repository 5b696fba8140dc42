package dev.deltawire.server.spi;

/**
 * A dialect's view of one connection.
 *
 * <p>Calls never overlap and come in the order {@code (onMessage | onAccepted)* onClosed}. A throw
 * is a defect: it goes to the {@link ErrorHandler} and closes this connection with 1011.
 */
public interface Session {

  /**
   * One text message as valid UTF-8.
   *
   * <p>Thread: as {@link DialectOptions.Dispatch} says. The bytes are valid during the call only.
   */
  void onMessage(byte[] text, int offset, int length);

  /**
   * The peer has received every frame up to a marked one: it has answered a ping that was written
   * after them (M-28).
   *
   * <p>Thread: as above, also while messages are held back by {@link
   * dev.deltawire.server.Connection#sendAll}. Marks rise from call to call; one call may stand for
   * many frames.
   *
   * @param mark the highest one of {@link dev.deltawire.server.Frame#withMark} that is proved
   */
  default void onAccepted(long mark) {}

  /** The connection has ended. Thread: as above; the last call, exactly once. */
  void onClosed();
}

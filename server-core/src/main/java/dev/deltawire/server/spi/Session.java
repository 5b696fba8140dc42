package dev.deltawire.server.spi;

/**
 * A dialect's view of one connection.
 *
 * <p>Calls never overlap and come in the order {@code onMessage* onClosed}. A throw is a defect: it
 * goes to the {@link ErrorHandler} and closes this connection with 1011.
 */
public interface Session {

  /**
   * One text message as valid UTF-8.
   *
   * <p>Thread: as {@link DialectOptions.Dispatch} says. The bytes are valid during the call only.
   */
  void onMessage(byte[] text, int offset, int length);

  /** The connection has ended. Thread: as above; the last call, exactly once. */
  void onClosed();
}

package dev.deltawire.server.internal.net;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * How one connection's bytes cross its socket: as they are, or encrypted.
 *
 * <p>Thread: the loop. A throw means that the socket is closed or broken.
 */
interface SocketWire extends Closeable {

  /** Whether the socket is connected, as far as this side knows. */
  boolean connected();

  /** Whether {@link #read} may bring something; if not, the wire says when it may again. */
  boolean wantsInput();

  /**
   * Reads what the peer has sent into {@code in}, which is empty; negative when the peer has ended
   * its side, zero when there is nothing to read yet.
   */
  int read(ByteBuffer in) throws IOException;

  /**
   * Takes from {@code bytes} what can leave now.
   *
   * @return whether all of it has left; if not, the socket takes nothing more before {@link #flush}
   */
  boolean write(ByteBuffer bytes) throws IOException;

  /**
   * Sends on what was taken and has not left, because the socket can take bytes again.
   *
   * @return whether nothing is left
   */
  boolean flush() throws IOException;

  /** Whether something was taken that has not left. */
  boolean holdsOutput();

  /**
   * Ends the output; the input goes on. May be called again.
   *
   * @return whether it has ended; if not, call again when the socket can take bytes
   */
  boolean end() throws IOException;

  /** Closes the socket, with a word to the peer if there is one to say and it goes out at once. */
  @Override
  void close() throws IOException;

  /** Closes the socket without a word. */
  void abort() throws IOException;
}

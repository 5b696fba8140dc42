package dev.deltawire.transport.javawebsocket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;

/**
 * One socket as the library sees it: there is nothing to read, what it would say itself goes
 * nowhere, and that it closes the socket is heard of.
 *
 * <p>The library calls it on its own threads.
 */
final class GuardChannel implements ByteChannel {

  private final SocketChannel socket;
  private final Runnable onClose;

  /**
   * The guard of a socket.
   *
   * @param onClose called, on any thread, when the library has closed it
   */
  GuardChannel(SocketChannel socket, Runnable onClose) {
    this.socket = socket;
    this.onClose = onClose;
  }

  /** Nothing: the loop reads. */
  @Override
  public int read(ByteBuffer dst) {
    return 0;
  }

  /** Drops what the library would say when it is stopped. */
  @Override
  public int write(ByteBuffer src) {
    int count = src.remaining();
    src.position(src.limit());
    return count;
  }

  @Override
  public boolean isOpen() {
    return socket.isOpen();
  }

  @Override
  public void close() throws IOException {
    if (socket.isOpen()) {
      try {
        socket.close();
      } finally {
        onClose.run();
      }
    }
  }
}

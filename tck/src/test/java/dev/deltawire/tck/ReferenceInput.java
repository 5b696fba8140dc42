package dev.deltawire.tck;

import java.io.FilterInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A socket's stream whose reads together, not each, have to end by a deadline. */
final class ReferenceInput extends FilterInputStream {

  private final Socket socket;
  private boolean limited;
  private long deadlineNanos;

  ReferenceInput(Socket socket) throws IOException {
    super(socket.getInputStream());
    this.socket = socket;
  }

  void expectWithin(Duration time) {
    limited = true;
    deadlineNanos = System.nanoTime() + time.toNanos();
  }

  void expectAnyTime() throws IOException {
    limited = false;
    socket.setSoTimeout(0);
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (limited) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
      if (left <= 0) {
        throw new SocketTimeoutException();
      }
      socket.setSoTimeout((int) left);
    }
    return super.read(bytes, offset, length);
  }
}

package dev.deltawire.tck;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A bounded queue of bytes in front of a socket, and the thread that empties it. */
final class ReferenceOutbox implements Runnable {

  private static final int CAPACITY = 256 << 10;

  private final Socket socket;
  private final Sabotage sabotage;
  private final Runnable onRoom;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final ArrayDeque<ByteBuffer> queue = new ArrayDeque<>();
  private int queued;
  private int offers;
  private boolean finishing;
  private boolean aborted;
  private boolean writing;

  /**
   * An empty outbox.
   *
   * @param onRoom called when it has become empty, or when FIN has been sent
   */
  ReferenceOutbox(Socket socket, Sabotage sabotage, Runnable onRoom) {
    this.socket = socket;
    this.sabotage = sabotage;
    this.onRoom = onRoom;
  }

  /** Takes what fits and returns how much that was. */
  int offer(ByteBuffer frames) {
    if (sabotage.breaks(45) || sabotage.breaks(48)) {
      return writeAtOnce(frames);
    }
    synchronized (this) {
      int room = sabotage.breaks(44) ? Integer.MAX_VALUE : CAPACITY - queued;
      int count = Math.min(frames.remaining(), room);
      if (count > 0) {
        ByteBuffer taken = frames.slice(frames.position(), count);
        queue.add(sabotage.breaks(43) ? taken : ByteBuffer.allocate(count).put(taken).flip());
        frames.position(frames.position() + count);
        queued += count;
        announce();
      }
      return count;
    }
  }

  synchronized boolean full() {
    return queued >= CAPACITY && !sabotage.breaks(44) && !aborted;
  }

  synchronized boolean empty() {
    return queue.isEmpty() && !writing;
  }

  /** Sends FIN after what is queued. */
  synchronized void finish() {
    finishing = true;
    notifyAll();
  }

  /** Drops what is queued; takes and drops everything from now on. */
  synchronized void abort() {
    aborted = true;
    queue.clear();
    queued = 0;
    notifyAll();
  }

  /** Writes until {@link #finish} or {@link #abort}. Thread: its own. */
  @Override
  public void run() {
    try {
      OutputStream out = socket.getOutputStream();
      for (ByteBuffer next = next(); next != null; next = next()) {
        byte[] bytes = new byte[next.remaining()];
        next.get(bytes);
        out.write(bytes);
        written(bytes.length);
      }
      if (!sabotage.breaks(98)) {
        socket.shutdownOutput();
      }
    } catch (IOException e) { // the reader sees the end, too
      abort();
    }
    ended.countDown();
    onRoom.run();
  }

  /** Waits until all is written, or for as long. Thread: any but its own. */
  void awaitEnd(Duration patience) {
    try {
      ended.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void announce() {
    offers++;
    boolean forgotten = offers % 100 == 0 && sabotage.breaks(33);
    if (!forgotten) {
      notifyAll();
    }
  }

  private synchronized ByteBuffer next() {
    while (queue.isEmpty() && !finishing && !aborted) {
      try {
        wait();
      } catch (InterruptedException e) {
        aborted = true;
      }
    }
    writing = !queue.isEmpty();
    return queue.poll();
  }

  private void written(int count) {
    boolean room;
    synchronized (this) {
      queued = Math.max(0, queued - count);
      writing = false;
      room = queue.isEmpty();
    }
    if (room && !sabotage.breaks(46)) {
      onRoom.run();
    }
  }

  private int writeAtOnce(ByteBuffer frames) {
    byte[] bytes = new byte[frames.remaining()];
    frames.get(bytes);
    try {
      socket.getOutputStream().write(bytes);
    } catch (IOException e) { // the reader sees the end, too
      abort();
    }
    return bytes.length;
  }
}

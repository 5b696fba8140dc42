package dev.deltawire.server.internal.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Ends a loop's wait.
 *
 * <p>A selector's own wakeup is said with a lock held that the loop takes when it wakes. A thread
 * below normal priority loses its processor to the loop that it wakes, and the loop would wait
 * until it has one again (0051): such threads write to a pipe, which the loop only reads.
 */
final class Wakeup implements Runnable, Selectable {

  private final Selector selector;
  private final Pipe pipe;
  private final ByteBuffer said = ByteBuffer.allocateDirect(1);
  private final ByteBuffer heard = ByteBuffer.allocateDirect(4096);
  private final ReentrantLock saying = new ReentrantLock();

  private Wakeup(Selector selector, Pipe pipe) {
    this.selector = selector;
    this.pipe = pipe;
  }

  /** Of a selector whose loop calls the attachments of its keys. */
  static Wakeup of(Selector selector) throws IOException {
    Wakeup wakeup = new Wakeup(selector, Pipe.open());
    try {
      wakeup.register();
      return wakeup;
    } catch (IOException e) {
      wakeup.close();
      throw e;
    }
  }

  private void register() throws IOException {
    pipe.sink().configureBlocking(false);
    pipe.source().configureBlocking(false);
    pipe.source().register(selector, SelectionKey.OP_READ, this);
  }

  /** Ends a wait, or the next one. Thread: any. */
  @Override
  public void run() {
    if (Thread.currentThread().getPriority() >= Thread.NORM_PRIORITY || !say()) {
      selector.wakeup();
    }
  }

  /**
   * False when the pipe is closed, or somebody else writes; when it is full, there is enough to
   * wake up for.
   */
  private boolean say() {
    if (!saying.tryLock()) {
      return false;
    }
    try {
      pipe.sink().write(said.clear());
      return true;
    } catch (IOException e) {
      return false;
    } finally {
      saying.unlock();
    }
  }

  @Override
  public void ready() {
    try {
      pipe.source().read(heard.clear());
    } catch (IOException e) {
      close();
    }
  }

  @Override
  public void close() {
    close(pipe.source());
    close(pipe.sink());
  }

  private static void close(Channel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // there is nothing else to be done with it
    }
  }
}

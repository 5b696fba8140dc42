package dev.deltawire.dialects.internal;

import dev.deltawire.server.spi.Node;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Work that stores what a reply says: at once if that is short, otherwise few at a time.
 *
 * <p>A text that is stored exists several times meanwhile. Who waits here holds none of them, and
 * no thread. Thread: any; does not block.
 */
public final class LongTexts {

  /** A text of up to so many bytes waits for nobody. */
  private static final long SHORT_BYTES = 1 << 16;

  /** One is at work while the other one waits for the store. */
  private static final int AT_A_TIME = 2;

  private final Node node;
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private int underWay;

  /** Has work done by the node's executor. */
  public LongTexts(Node node) {
    this.node = node;
  }

  /**
   * Has work on a text of so many bytes done, in order if it is long.
   *
   * @throws java.util.concurrent.RejectedExecutionException if there is no thread for it, which is
   *     then not done
   */
  public void execute(long bytes, Runnable work) {
    if (bytes <= SHORT_BYTES) {
      node.executor().execute(work);
    } else {
      executeLong(work);
    }
  }

  private synchronized void executeLong(Runnable work) {
    if (underWay == AT_A_TIME) {
      waiting.add(work);
    } else {
      node.executor().execute(() -> run(work));
      underWay++;
    }
  }

  /** One after the other: who waits here is done even when the executor takes nothing more. */
  private void run(Runnable first) {
    for (Runnable work = first; work != null; work = next()) {
      try {
        work.run();
      } catch (RuntimeException | Error e) { // it is no concern of those that wait
        node.errorHandler().onError("long text", e);
      }
    }
  }

  /** The next one, in the place of the one that is done; null gives the place back. */
  private synchronized Runnable next() {
    Runnable next = waiting.poll();
    underWay -= next == null ? 1 : 0;
    return next;
  }
}

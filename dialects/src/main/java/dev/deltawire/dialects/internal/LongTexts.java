package dev.deltawire.dialects.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;

/**
 * Work that needs the whole text of a reply: at once if that is short, otherwise few at a time.
 *
 * <p>A text that is stored exists several times meanwhile, each as a large array. Who waits here
 * holds none of them, and no thread. Thread: any; does not block.
 */
public final class LongTexts {

  /** A text of up to so many bytes waits for nobody. */
  private static final long SHORT_BYTES = 1 << 16;

  /** One is put together while the other one waits for the store. */
  private static final int AT_A_TIME = 2;

  private final Executor executor;
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private int underWay;

  /** Has work done by {@code executor}. */
  public LongTexts(Executor executor) {
    this.executor = executor;
  }

  /** Has work on a text of so many bytes done, in order if it is long. */
  public void execute(long bytes, Runnable work) {
    if (bytes <= SHORT_BYTES) {
      executor.execute(work);
    } else {
      add(work);
      beginNext();
    }
  }

  private void beginNext() {
    Runnable next = next();
    if (next == null) {
      return;
    }
    boolean begun = false;
    try {
      executor.execute(() -> run(next));
      begun = true;
    } finally {
      if (!begun) { // there is no thread for it now: it is the next one's first
        putBack(next);
      }
    }
  }

  /** One after the other: whoever waits here is done even when the executor takes nothing more. */
  private void run(Runnable first) {
    Runnable work = first;
    try {
      while (work != null) {
        work.run();
        over();
        work = next();
      }
    } finally {
      if (work != null) { // it threw
        over();
        beginNext();
      }
    }
  }

  private synchronized void add(Runnable work) {
    waiting.add(work);
  }

  private synchronized Runnable next() {
    Runnable next = underWay < AT_A_TIME ? waiting.poll() : null;
    underWay += next == null ? 0 : 1;
    return next;
  }

  private synchronized void putBack(Runnable refused) {
    waiting.addFirst(refused);
    underWay--;
  }

  private synchronized void over() {
    underWay--;
  }
}

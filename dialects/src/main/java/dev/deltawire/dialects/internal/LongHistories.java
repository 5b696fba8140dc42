package dev.deltawire.dialects.internal;

import dev.deltawire.dialects.HistoryBudget;
import dev.deltawire.dialects.Prompt;
import dev.deltawire.server.spi.Node;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * The beginnings of replies, which need what was said before: as many at a time as there is room
 * for histories.
 *
 * <p>How long a history is nobody knows before it is read. So each begins with room for the longest
 * one, gives back what it does not need, and the rest when the engine has begun. Who waits here has
 * read nothing, and holds no thread. Thread: any; does not block.
 */
public final class LongHistories {

  /** What the longest history takes, about. */
  static final long LONGEST_BYTES = Character.BYTES * HistoryBudget.CHARACTERS;

  /** So much of the heap is for histories; the last one to begin may need more. */
  private static final int PART_OF_HEAP = 16;

  private final Node node;
  private final long maxBytes;
  private final Deque<Consumer<Share>> waiting = new ArrayDeque<>();
  private long taken;

  /** Room for histories in a part of the heap. */
  public LongHistories(Node node) {
    this(node, Runtime.getRuntime().maxMemory() / PART_OF_HEAP);
  }

  /** Room for histories of so many bytes; one may begin in any. */
  public LongHistories(Node node, long maxBytes) {
    this.node = node;
    this.maxBytes = maxBytes;
  }

  /** What one history may take of the room for all. Thread: the one that begins its reply. */
  public final class Share {

    private final Consumer<Share> begin;
    private long bytes = LONGEST_BYTES;

    private Share(Consumer<Share> begin) {
      this.begin = begin;
    }

    /** Gives back what the history of a prompt, which has been read, does not need. */
    public Prompt of(Prompt read) {
      long characters = read.history().stream().mapToLong(turn -> turn.text().length()).sum();
      shrink(Math.min(bytes, Character.BYTES * characters));
      beginOthers();
      return read;
    }

    private void use() {
      try {
        begin.accept(this);
      } catch (RuntimeException | Error e) { // it is no concern of those that wait
        node.errorHandler().onError("long history", e);
      } finally {
        shrink(0);
      }
    }

    private void shrink(long needed) {
      release(bytes - needed);
      bytes = needed;
    }
  }

  /**
   * Has a reply begun, in order, by the node's executor.
   *
   * @param begin reads the history and gives it to the engine
   * @throws RejectedExecutionException if there is no thread for it, which then is not begun
   */
  public void execute(Consumer<Share> begin) {
    add(begin);
    try {
      node.executor().execute(this::run);
    } catch (RejectedExecutionException e) {
      if (remove(begin)) {
        throw e;
      }
    }
  }

  /** One after the other: who waits here begins even when the executor takes nothing more. */
  private void run() {
    for (Share share = next(); share != null; share = next()) {
      share.use();
    }
  }

  /** Meanwhile, on another thread; if there is none, this one does when it has begun its own. */
  private void beginOthers() {
    if (someMayBegin()) {
      try {
        node.executor().execute(this::run);
      } catch (RejectedExecutionException e) { // the server ends
      }
    }
  }

  private synchronized void add(Consumer<Share> begin) {
    waiting.add(begin);
  }

  private synchronized boolean remove(Consumer<Share> begin) {
    return waiting.remove(begin);
  }

  private synchronized boolean someMayBegin() {
    return taken < maxBytes && !waiting.isEmpty();
  }

  private synchronized Share next() {
    if (!someMayBegin()) {
      return null;
    }
    Share share = new Share(waiting.remove());
    taken += LONGEST_BYTES;
    return share;
  }

  private synchronized void release(long bytes) {
    taken -= bytes;
  }
}

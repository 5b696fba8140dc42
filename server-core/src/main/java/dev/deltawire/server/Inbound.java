package dev.deltawire.server;

import dev.deltawire.server.internal.net.Allowance;
import dev.deltawire.server.internal.net.BusyTurns;
import dev.deltawire.server.spi.DialectOptions;
import dev.deltawire.server.spi.DialectOptions.Dispatch;
import dev.deltawire.server.spi.Holding;
import dev.deltawire.server.spi.Session;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Hands a connection's messages to its session, one after the other in arrival order, and
 * between them what else the session is to hear.
 *
 * <p>On an executor, waiting messages are copies; when too many wait, the connection stops reading
 * its socket until half of them are handled.
 */
final class Inbound implements Runnable, QueueBound.Questions {

  /** Stands for a session that is not made yet, or could not be. */
  static final Session NO_SESSION =
      new Session() {
        @Override
        public void onMessage(byte[] text, int offset, int length) {}

        @Override
        public void onClosed() {}
      };

  /** Messages handled in one go before the executor's thread is given to another connection. */
  private static final int TURN = 16;

  /** The same in bytes: the message that reaches it is the last of its turn. */
  private static final int TURN_BYTES = 1 << 14;

  /** Messages of the greatest length that may wait. */
  private static final long MAX_PENDING_LARGEST = 4;

  private final ServerConnection connection;
  private final LoopContext context;
  private final Dispatch dispatch;
  private final Executor executor;
  private final BusyTurns busyTurns;
  private final Allowance allowance;
  private final Holding holding;
  private final int maxPending;
  private final long maxPendingBytes;
  private final Deque<byte[]> waiting = new ArrayDeque<>(1);
  private long waitingBytes;
  private boolean running;
  private boolean suspended;
  private boolean ended;
  private boolean toldEnd;

  /** Whether this turn is one of a connection that asks much, and waits for its like. */
  private boolean busyTurn;

  /** Of the messages of this turn; whoever runs has it to itself. */
  private int turnBytes;

  /** Reasons to handle no further message for now. */
  private int holds;

  /** There is one. */
  private volatile boolean held;

  /** The highest mark that is proved, until the session hears of it. */
  private long proved = Frame.UNMARKED;

  /** Calls of backlogs that have left the outbox. */
  private final Queue<Runnable> calls = new ArrayDeque<>(1);

  private Session session = NO_SESSION;

  Inbound(
      ServerConnection connection,
      LoopContext context,
      DialectOptions options,
      ConnectionServices services,
      Holding holding) {
    this.connection = connection;
    this.context = context;
    this.holding = holding;
    this.dispatch = options.dispatch();
    boolean inline = dispatch == Dispatch.INLINE;
    this.executor = inline ? context.loop() : services.executor();
    this.busyTurns = services.busyTurns();
    this.allowance = new Allowance(context.loop().nanoTime());
    this.maxPending = services.limits().maxPendingInbound();
    this.maxPendingBytes = MAX_PENDING_LARGEST * options.maxMessageBytes();
  }

  /** Sets the session, which knew the connection before. Thread: the loop, before all messages. */
  void open(Session opened) {
    session = opened;
  }

  /**
   * Takes a message. Thread: the loop.
   *
   * @return whether to go on reading
   */
  boolean accept(ByteBuffer utf8) {
    int length = utf8.remaining();
    if (dispatch == Dispatch.INLINE) {
      byte[] message = context.message(length);
      utf8.get(message, 0, length);
      handle(message, length);
      return !held || !suspendWhileHeld();
    }
    if (!holding.take(length)) {
      connection.overload();
      return true;
    }
    byte[] copy = new byte[length];
    utf8.get(copy);
    if (enqueue(copy)) {
      work();
    }
    return !isSuspended();
  }

  /**
   * No message follows, what waits is dropped, and the session hears of the end. Thread: the loop.
   */
  void end() {
    boolean idle = finish();
    if (dispatch == Dispatch.INLINE || (idle && !submit())) {
      run(); // on the loop anyway, or because the server ends and nothing else will tell it
    }
  }

  /** Takes a mark that is proved; a session that is busy hears of the highest. Thread: the loop. */
  void accepted(long mark) {
    if (prove(mark)) {
      work();
    }
  }

  /** Forgets the messages that wait. Thread: any. */
  synchronized void drop() {
    holding.give(waitingBytes);
    waitingBytes = 0;
    waiting.clear();
  }

  /** Lets no message be handled after the one in hand, until {@link #release}. Thread: any. */
  @Override
  public synchronized void hold() {
    holds++;
    held = true;
  }

  /** Undoes one {@link #hold}. Thread: any. */
  @Override
  public void release() {
    if (unhold()) {
      work();
    }
  }

  /** Undoes one {@link #hold} and lets the session hear {@code call}. Thread: any. */
  void releaseAndCall(Runnable call) {
    if (unholdAndAdd(call)) {
      work();
    }
  }

  /** Handles what waits, a turn at a time. Thread: the one of {@link Dispatch}. */
  @Override
  public void run() {
    boolean more;
    do {
      boolean busy = busyTurn;
      try {
        more = handleTurn();
      } finally {
        if (busy) {
          context.loop().execute(busyTurns::over); // behind what it has answered
        }
      }
    } while (more && !submit());
  }

  /** Adds a message; whether somebody has to be set to work. */
  private synchronized boolean enqueue(byte[] text) {
    waiting.add(text);
    waitingBytes += text.length;
    suspended |= waiting.size() >= maxPending || waitingBytes >= maxPendingBytes;
    return mayBegin();
  }

  private synchronized boolean unhold() {
    releaseOne();
    return !waiting.isEmpty() && mayBegin();
  }

  private synchronized boolean unholdAndAdd(Runnable call) {
    releaseOne();
    calls.add(call);
    return begins();
  }

  private void releaseOne() {
    holds--;
    held = holds > 0;
    resumeIfRelieved();
  }

  /** Where no message waits, the socket is not read instead. */
  private synchronized boolean suspendWhileHeld() {
    suspended = held;
    return suspended;
  }

  private synchronized boolean prove(long mark) {
    proved = mark;
    return begins();
  }

  /** Begins to run, unless it runs or messages are held. */
  private boolean mayBegin() {
    return holds == 0 && begins();
  }

  /** Begins to run, unless it runs. */
  private boolean begins() {
    boolean idle = !running;
    running = true;
    return idle;
  }

  private synchronized boolean isSuspended() {
    return suspended;
  }

  private synchronized boolean finish() {
    ended = true;
    drop();
    return begins();
  }

  /** Whether the executor takes this; one that is shutting down does not. */
  private boolean submit() {
    try {
      if (decideTurn()) {
        busyTurns.begin(this);
      } else {
        executor.execute(this);
      }
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }

  /** Whether the next turn is a busy one; so is the end, of which hundreds may come at once. */
  private synchronized boolean decideTurn() {
    busyTurn = dispatch == Dispatch.EXECUTOR && (ended || nextIsMuch());
    return busyTurn;
  }

  /** Whether the next message is more than a quiet connection sends. */
  private boolean nextIsMuch() {
    byte[] text = holds > 0 ? null : waiting.peek();
    return text != null && !allowance.covers(text.length, context.loop().nanoTime());
  }

  private synchronized boolean belongsElsewhere() {
    return !busyTurn && nextIsMuch();
  }

  private void work() {
    if (!submit()) {
      synchronized (this) {
        running = false;
      }
      connection.defect("dispatch", new RejectedExecutionException());
    }
  }

  /** Whether there may be more to do. */
  private boolean handleTurn() {
    turnBytes = 0;
    for (int i = 0; i < TURN && turnBytes < TURN_BYTES && !belongsElsewhere(); i++) {
      Runnable step = next();
      if (step == null) {
        return false;
      }
      step.run();
    }
    return true;
  }

  /** What the session is to hear now: the end last of all; null when there is nothing. */
  private synchronized Runnable next() {
    if (proved != Frame.UNMARKED) {
      long mark = proved;
      proved = Frame.UNMARKED;
      return () -> tell("delivery handler", () -> session.onAccepted(mark));
    }
    Runnable call = calls.poll();
    if (call != null) {
      return () -> tell("backlog handler", call);
    }
    if (ended) {
      boolean now = !toldEnd;
      toldEnd = true;
      return now ? () -> tell("close handler", session::onClosed) : null;
    }
    return nextMessage();
  }

  private Runnable nextMessage() {
    byte[] text = holds > 0 ? null : waiting.poll();
    if (text == null) {
      running = false;
      return null;
    }
    waitingBytes -= text.length;
    allowance.spend(text.length, context.loop().nanoTime());
    resumeIfRelieved();
    return () -> {
      turnBytes += text.length;
      handle(text, text.length);
      holding.give(text.length);
    };
  }

  private void resumeIfRelieved() {
    if (suspended
        && !held
        && waiting.size() <= maxPending / 2
        && waitingBytes <= maxPendingBytes / 2) {
      suspended = false;
      connection.resumeReads();
    }
  }

  private void handle(byte[] text, int length) {
    if (!connection.isOpen()) {
      return;
    }
    try {
      session.onMessage(text, 0, length);
    } catch (Throwable t) { // a handler's defect ends its connection, nothing else
      connection.defect("message handler", t);
    }
  }

  private void tell(String where, Runnable call) {
    try {
      call.run();
    } catch (Throwable t) { // as above
      connection.defect(where, t);
    }
  }
}

package dev.deltawire.server;

import dev.deltawire.server.spi.DialectOptions;
import dev.deltawire.server.spi.DialectOptions.Dispatch;
import dev.deltawire.server.spi.Holding;
import dev.deltawire.server.spi.Session;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;

/**
 * Hands a connection's messages to its session, one after the other in arrival order, and
 * between them what else the session is to hear.
 *
 * <p>On an executor, waiting messages are copies in lent memory; when too many wait, the connection
 * stops reading its socket until half of them are handled. A message's way allocates nothing
 * (0033).
 */
final class Inbound implements Runnable, QueueBound.Questions {

  /** Messages handled in one go before the executor's thread is given to another connection. */
  private static final int TURN = 16;

  /** The same in bytes: the message that reaches it is the last of its turn. */
  private static final int TURN_BYTES = 1 << 14;

  /** Messages of the greatest length that may wait. */
  private static final long MAX_PENDING_LARGEST = 4;

  private final ServerConnection connection;
  private final LoopContext context;
  private final Dispatch dispatch;
  private final SessionTurns turns;
  private final int maxPending;
  private final long maxPendingBytes;
  private final WaitingMessages waiting;
  private final Holding holding;

  private boolean running;
  private boolean suspended;

  /**
   * Reading is to go on. Whoever finds it so has the connection do it, without the lock: the loop
   * would take the processor and then wait for it (0051).
   */
  private volatile boolean relieved;

  private boolean ended;
  private boolean toldEnd;

  /** Of the messages of this turn; whoever runs has it to itself. */
  private int turnBytes;

  /** Reasons to handle no further message for now. */
  private int holds;

  /** There is one. */
  private volatile boolean held;

  /** The highest mark that is proved, until the session hears of it. */
  private long proved = Frame.UNMARKED;

  /** Calls of backlogs that have left the outbox, and of what the session does aside. */
  private final Queue<Runnable> calls = new ArrayDeque<>(1);

  /** Work aside is among the calls, or has just been: the calls are for a busy turn. */
  private boolean aside;

  private final SessionCalls session;

  /** What a session is to hear next. */
  private enum Step {
    NOTHING,
    PROOF,
    CALL,
    END,
    MESSAGE
  }

  /** What has become of a message. */
  private enum Enqueued {
    /** There is no memory for it. */
    REFUSED,
    /** Somebody has to be set to work. */
    BEGINS,
    WAITS
  }

  /** What belongs to the step that is taken now; whoever runs has it to itself. */
  private long stepMark;

  private Runnable stepCall;
  private int stepOffset;
  private int stepLength;

  Inbound(
      ServerConnection connection,
      LoopContext context,
      DialectOptions options,
      ConnectionServices services,
      Holding holding) {
    this.connection = connection;
    this.session = new SessionCalls(connection);
    this.context = context;
    this.dispatch = options.dispatch();
    this.turns = new SessionTurns(this, dispatch, context.loop(), services);
    this.holding = holding;
    this.waiting = new WaitingMessages(context.messagePages(), holding);
    this.maxPending = services.limits().maxPendingInbound();
    this.maxPendingBytes = MAX_PENDING_LARGEST * options.maxMessageBytes();
  }

  /** Sets the session, which knew the connection before. Thread: the loop, before all messages. */
  void open(Session opened) {
    session.open(opened);
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
      session.message(message, 0, length);
      return !held || !suspendWhileHeld();
    }
    switch (enqueue(utf8)) {
      case REFUSED -> connection.overload();
      case BEGINS -> work();
      default -> {} // whoever runs goes on with it
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

  /** Forgets the messages that wait, and goes on reading, to hear the close. Thread: any. */
  void drop() {
    forgetWaiting();
    resumeIfRelieved();
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
    boolean begins = unhold();
    resumeIfRelieved();
    if (begins) {
      work();
    }
  }

  /** Undoes one {@link #hold} and lets the session hear {@code call}. Thread: any. */
  void releaseAndCall(Runnable call) {
    boolean begins = unholdAndAdd(call);
    resumeIfRelieved();
    if (begins) {
      work();
    }
  }

  /**
   * Has the session go on with {@code work} in a busy turn: this one, if it is one. Thread: within
   * one of its calls.
   */
  void continueAside(Runnable work) {
    if (dispatch == Dispatch.INLINE || !isQuiet()) {
      session.goOn(work);
    } else {
      addAside(work, stepLength);
    }
  }

  /** Handles what waits, a turn at a time. Thread: the one of {@link Dispatch}. */
  @Override
  public void run() {
    boolean more;
    do {
      boolean counts = turns.counts();
      try {
        more = handleTurn();
      } finally {
        if (counts) {
          turns.over(toldEnd);
        }
      }
    } while (more && !submit());
  }

  private synchronized Enqueued enqueue(ByteBuffer utf8) {
    if (!waiting.add(utf8)) {
      return Enqueued.REFUSED;
    }
    suspended |= waiting.count() >= maxPending || waiting.bytes() >= maxPendingBytes;
    return mayBegin() ? Enqueued.BEGINS : Enqueued.WAITS;
  }

  private synchronized void forgetWaiting() {
    waiting.clear();
    noteRelief();
  }

  private synchronized boolean unhold() {
    releaseOne();
    return waiting.count() > 0 && mayBegin();
  }

  private synchronized boolean unholdAndAdd(Runnable call) {
    releaseOne();
    calls.add(call);
    return begins();
  }

  private synchronized boolean isQuiet() {
    return turns.isQuiet();
  }

  /** Counts on what was said to the session, which may keep it until the work is done. */
  private void addAside(Runnable work, long said) {
    holding.takeAnyway(said, said);
    addAside(
        () -> {
          session.goOn(work);
          holding.give(said);
        });
  }

  private synchronized void addAside(Runnable call) {
    calls.add(call);
    aside = true;
  }

  private void releaseOne() {
    holds--;
    held = holds > 0;
    noteRelief();
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
    waiting.clear();
    return begins();
  }

  /** Whether there is a thread for this. */
  private boolean submit() {
    chooseTurn();
    return turns.begin();
  }

  private synchronized void chooseTurn() {
    turns.choose(ended, nextIsMuch());
  }

  private boolean nextIsMuch() {
    return aside || (holds == 0 && waiting.count() > 0 && turns.isMuch(waiting.nextLength()));
  }

  private synchronized boolean belongsElsewhere() {
    return turns.isQuiet() && nextIsMuch();
  }

  private void work() {
    if (!submit()) {
      if (!rests()) {
        run(); // the end has come meanwhile, and counts on who runs
      }
      connection.defect("dispatch", new RejectedExecutionException());
    }
  }

  /** Runs no more, unless the session is still to hear of the end. */
  private synchronized boolean rests() {
    running = ended && !toldEnd;
    return !running;
  }

  /** Whether there may be more to do. */
  private boolean handleTurn() {
    turnBytes = 0;
    for (int i = 0; i < TURN && turnBytes < TURN_BYTES && !belongsElsewhere(); i++) {
      Step step = next();
      resumeIfRelieved();
      if (step == Step.NOTHING) {
        return false;
      }
      take(step);
    }
    return true;
  }

  /** Decides on the step that comes now: the end last of all. */
  private synchronized Step next() {
    Step step = nextStep();
    if (step == Step.PROOF) {
      stepMark = proved;
      proved = Frame.UNMARKED;
    } else if (step == Step.CALL) {
      stepCall = calls.poll();
      aside &= !calls.isEmpty();
    } else if (step == Step.END) {
      toldEnd = true;
    } else if (step == Step.MESSAGE) {
      nextMessage();
    } else if (!ended) {
      running = false;
    }
    return step;
  }

  private Step nextStep() {
    if (proved != Frame.UNMARKED) {
      return Step.PROOF;
    }
    if (!calls.isEmpty()) {
      return Step.CALL;
    }
    if (ended) {
      return toldEnd ? Step.NOTHING : Step.END;
    }
    return holds == 0 && waiting.count() > 0 ? Step.MESSAGE : Step.NOTHING;
  }

  private void nextMessage() {
    stepLength = waiting.nextLength();
    stepOffset = waiting.take();
    turns.spend(stepLength);
    noteRelief();
  }

  private void take(Step step) {
    switch (step) {
      case PROOF -> session.accepted(stepMark);
      case CALL -> session.left(stepCall);
      case END -> session.closed();
      default -> handleMessage();
    }
  }

  private void handleMessage() {
    turnBytes += stepLength;
    try {
      session.message(waiting.text(), stepOffset, stepLength);
    } catch (OutOfMemoryError e) { // there is no array for a long one
      connection.defect("message", e);
    } finally {
      giveBack();
    }
  }

  private synchronized void giveBack() {
    waiting.giveBack();
  }

  private void noteRelief() {
    if (suspended
        && !held
        && !ended
        && waiting.count() <= maxPending / 2
        && waiting.bytes() <= maxPendingBytes / 2) {
      suspended = false;
      relieved = true;
    }
  }

  private void resumeIfRelieved() {
    if (relieved) {
      relieved = false;
      connection.resumeReads();
    }
  }
}

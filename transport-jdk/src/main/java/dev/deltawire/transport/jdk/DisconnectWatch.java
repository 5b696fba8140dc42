package dev.deltawire.transport.jdk;

import dev.deltawire.server.internal.net.SocketLoop;
import dev.deltawire.server.spi.HttpRequest;
import java.util.ArrayList;
import java.util.List;

/** Who wants to know when the peer of one request gives up. Thread: any. */
final class DisconnectWatch implements HttpRequest.PeerWatch {

  private enum State {
    WATCHING,
    /** The peer has given up. */
    GONE,
    /** The answer is complete; nobody has to know any more. */
    ENDED
  }

  private final SocketLoop loop;
  private final List<Runnable> actions = new ArrayList<>(1);
  private State state = State.WATCHING;

  DisconnectWatch(SocketLoop loop) {
    this.loop = loop;
  }

  @Override
  public void onDisconnect(Runnable action) {
    if (isGone(action)) {
      run(action);
    }
  }

  /** The peer has given up. */
  void gone() {
    turn(State.GONE).forEach(this::run);
  }

  /** The answer is complete. */
  void end() {
    turn(State.ENDED);
  }

  /** Whether the action has to run now; otherwise it is kept for as long as it may have to. */
  private synchronized boolean isGone(Runnable action) {
    if (state == State.WATCHING) {
      actions.add(action);
    }
    return state == State.GONE;
  }

  /** Leaves the watching state; the actions that waited there. */
  private synchronized List<Runnable> turn(State next) {
    if (state != State.WATCHING) {
      return List.of();
    }
    state = next;
    List<Runnable> waited = List.copyOf(actions);
    actions.clear();
    return waited;
  }

  private void run(Runnable action) {
    try {
      action.run();
    } catch (Throwable t) { // the handler's defect is neither the loop's nor the exchange's
      loop.report("disconnect handler", t);
    }
  }
}

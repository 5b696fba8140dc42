package dev.deltawire.tck;

import dev.deltawire.server.spi.HttpRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Looks now and then whether a peer still waits for its answer. */
final class ReferenceWatch implements HttpRequest.PeerWatch {

  private static final Duration LOOK = Duration.ofMillis(5);

  private final InputStream in;
  private final ReferenceInput input;
  private final Sabotage sabotage;
  private final List<Runnable> actions = new ArrayList<>();
  private boolean gone;
  private boolean ended;

  ReferenceWatch(InputStream in, ReferenceInput input, Sabotage sabotage) {
    this.in = in;
    this.input = input;
    this.sabotage = sabotage;
  }

  @Override
  public void onDisconnect(Runnable action) {
    if (keepUnlessGone(action)) {
      action.run();
    }
  }

  /** Watches until the answer is written. Thread: the peer's own. */
  void until(CompletableFuture<?> answer) throws IOException {
    boolean watching = !sabotage.breaks(108);
    while (watching && !answer.isDone()) {
      watching = look();
    }
    input.expectAnyTime();
    answer.handle((done, failure) -> done).join();
    if (sabotage.breaks(110)) {
      tell();
    }
  }

  /** The answer is about to be complete. */
  synchronized void end() {
    ended = !sabotage.breaks(110);
  }

  /** Whether there is nothing yet, neither an end nor a further request. */
  private boolean look() throws IOException {
    input.expectWithin(LOOK);
    in.mark(1);
    try {
      if (in.read() >= 0) {
        in.reset();
        return false;
      }
    } catch (SocketTimeoutException e) {
      return true;
    } catch (IOException e) { // reset
      tell();
      throw e;
    }
    tell();
    if (sabotage.breaks(109)) {
      throw new IOException("the answer is dropped");
    }
    return false;
  }

  private synchronized boolean keepUnlessGone(Runnable action) {
    actions.add(action);
    return gone;
  }

  private synchronized void tell() {
    if (!ended) {
      gone = true;
      actions.forEach(Runnable::run);
    }
  }
}

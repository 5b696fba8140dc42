package dev.deltawire.dialects.home;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.model.home.HomeServerFrame;
import dev.deltawire.server.TextStream;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** What keeps the stored prefix of a running reply at most a second behind its stream. */
final class Checkpoint {

  private static final long PERIOD_MILLIS = 500;

  private final ChatContext context;
  private final Message reply;
  private final TextStream<HomeServerFrame> stream;
  private final AtomicBoolean busy = new AtomicBoolean();
  private Future<?> timer;
  private volatile long storedBytes;

  private Checkpoint(ChatContext context, Message reply, TextStream<HomeServerFrame> stream) {
    this.context = context;
    this.reply = reply;
    this.stream = stream;
  }

  static Checkpoint start(ChatContext context, Message reply, TextStream<HomeServerFrame> stream) {
    Checkpoint checkpoint = new Checkpoint(context, reply, stream);
    checkpoint.timer =
        context
            .node()
            .scheduler()
            .scheduleWithFixedDelay(
                checkpoint::tick, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    return checkpoint;
  }

  void stop() {
    timer.cancel(false);
  }

  private void tick() {
    if (stream.length() != storedBytes && busy.compareAndSet(false, true)) {
      context.node().executor().execute(this::store);
    }
  }

  private void store() {
    try {
      long bytes = stream.length();
      context.store().progress(reply.withContent(stream.text()));
      storedBytes = bytes;
    } catch (StoreException e) {
      context.node().errorHandler().onError("home chat checkpoint", e);
    } finally {
      busy.set(false);
    }
  }
}

package dev.deltawire.dialects.home;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.model.home.HomeServerFrame;
import dev.deltawire.server.TextStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** What keeps the stored prefix of a running reply at most a second behind its stream. */
final class Checkpoint {

  private static final long PERIOD_MILLIS = 500;

  private final ChatContext context;
  private final Message reply;
  private final TextStream<HomeServerFrame> stream;
  private final AtomicBoolean busy = new AtomicBoolean();
  private Future<?> timer;

  private final AtomicLong storedBytes = new AtomicLong();

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
    if (stream.length() != storedBytes.get() && busy.compareAndSet(false, true)) {
      context.node().executor().execute(this::store);
    }
  }

  private void store() {
    try {
      String more = stream.text(storedBytes.get());
      context.store().progress(reply.conversationId(), reply.id(), more);
      storedBytes.addAndGet(more.getBytes(StandardCharsets.UTF_8).length);
    } catch (StoreException e) {
      context.node().errorHandler().onError("home chat checkpoint", e);
    } finally {
      busy.set(false);
    }
  }
}

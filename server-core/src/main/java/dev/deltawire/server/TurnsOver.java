package dev.deltawire.server;

import dev.deltawire.server.internal.net.BusyTurns;
import dev.deltawire.server.spi.EventLoop;
import dev.deltawire.server.spi.LoopTask;
import java.util.concurrent.atomic.AtomicInteger;

/** One connection's word that its busy turns are over, behind what they have answered. */
final class TurnsOver extends LoopTask {

  private final EventLoop loop;
  private final BusyTurns turns;
  private final AtomicInteger untold = new AtomicInteger();

  TurnsOver(EventLoop loop, BusyTurns turns) {
    this.loop = loop;
    this.turns = turns;
  }

  /** A turn has been run. Thread: any. */
  void add() {
    untold.incrementAndGet();
    loop.signal(this);
  }

  @Override
  protected void run() {
    for (int left = untold.getAndSet(0); left > 0; left--) {
      turns.over();
    }
  }
}

package dev.deltawire.server.spi;

import dev.deltawire.server.Streams;
import dev.deltawire.server.Topics;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/** The core's services, as a dialect sees them. Thread: any. */
public interface Node {

  /** The running and the recently ended streams of this server. */
  Streams streams();

  /** Publishing to whoever is subscribed, on whatever node. */
  Topics topics();

  /** For work that may block; holds up neither admissions nor sessions. */
  Executor executor();

  /** For delays; its tasks must not block. */
  ScheduledExecutorService scheduler();

  /** The wall clock. */
  InstantSource clock();

  /** Hears of defects. */
  ErrorHandler errorHandler();
}

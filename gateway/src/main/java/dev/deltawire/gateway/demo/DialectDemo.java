package dev.deltawire.gateway.demo;

import dev.deltawire.dialects.StoreException;
import java.io.IOException;

/** The scenes of one dialect. */
public interface DialectDemo {

  /** What the dialect is for, in a few words. */
  String explanation();

  /**
   * Plays all scenes.
   *
   * @throws IOException when a frame that was expected does not come
   */
  void play(DemoStage stage) throws IOException, InterruptedException, StoreException;
}

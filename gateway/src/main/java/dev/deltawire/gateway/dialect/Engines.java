package dev.deltawire.gateway.dialect;

import dev.deltawire.dialects.EchoEngine;
import dev.deltawire.dialects.Engine;

/** The engines that {@code <dialect>.engine} chooses from (PROTOCOLS 1.9). */
public final class Engines {

  /** The built-in one, which says what it is told. */
  private static final String ECHO = "echo";

  private Engines() {}

  /** The engine of that name. */
  public static Engine named(String name) {
    if (!name.equals(ECHO)) {
      throw new IllegalArgumentException("no engine " + name);
    }
    return EchoEngine.create();
  }
}

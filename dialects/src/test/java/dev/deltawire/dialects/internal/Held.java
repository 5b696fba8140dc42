package dev.deltawire.dialects.internal;

import java.lang.ref.WeakReference;

/** Whether something is still held by anybody. */
public final class Held {

  private static final int COLLECTIONS = 20;

  private Held() {}

  /** Whether it survives the collections that free what nobody holds. */
  public static boolean stays(WeakReference<?> thing) {
    for (int i = 0; i < COLLECTIONS && thing.get() != null; i++) {
      System.gc();
    }
    return thing.get() != null;
  }
}

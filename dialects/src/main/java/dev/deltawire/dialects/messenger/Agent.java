package dev.deltawire.dialects.messenger;

import static java.util.Objects.requireNonNull;

import dev.deltawire.model.messenger.CustomMessage;
import dev.deltawire.model.messenger.MessengerLimits;

/** Who sends and receives; one that was deleted is no more. */
public record Agent(String handle, boolean suspended, CustomMessage customMessage) {

  public Agent {
    if (!MessengerLimits.isHandle(handle)) {
      throw new IllegalArgumentException("not a handle");
    }
    requireNonNull(customMessage, "customMessage");
  }
}

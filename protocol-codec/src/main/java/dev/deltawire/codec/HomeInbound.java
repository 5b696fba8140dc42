package dev.deltawire.codec;

import dev.deltawire.model.home.HomeClientFrame;
import java.util.UUID;

/** What one message of a device turned out to be. */
public sealed interface HomeInbound {
  /** A frame that keeps its row. */
  record Ok(HomeClientFrame frame) implements HomeInbound {}

  /**
   * A message that is answered by an {@code error} frame (H-26) and has no other effect.
   *
   * @param message the text of its row (H-44 to H-47)
   * @param originalType the type as it came, or null when no valid one was read
   */
  record Rejected(String message, String originalType) implements HomeInbound {}

  /**
   * A ping request (H-09) in the bytes of its message, which is answered before its decoder reads
   * on: no object is made of it.
   */
  final class Ping implements HomeInbound {
    private final RawSpan id = new RawSpan();
    private long timeMillis;

    Ping() {}

    /** The request's id, absent or with its quotes. */
    RawSpan id() {
      return id;
    }

    /** This ping, to be answered with that time. */
    public Ping at(long millis) {
      timeMillis = millis;
      return this;
    }

    /** Writes the answer (H-08), and lets go of the message. */
    public void answer(JsonWriter out) {
      HomeEncoder.pingResponse(id, timeMillis, out);
      id.forget();
    }
  }

  /**
   * A notification that has come to the device (H-18) or was read there (H-19), until its decoder
   * reads on: no object is made of it.
   */
  final class Noticed implements HomeInbound {
    private String type = "";
    private long idHigh;
    private long idLow;

    Noticed() {}

    Noticed moveTo(String frameType, TextSpan uuid) {
      type = frameType;
      idHigh = uuid.uuidHigh();
      idLow = uuid.uuidLow();
      return this;
    }

    /** That of the frame. */
    public String type() {
      return type;
    }

    /** Makes the id that a store is asked for. */
    public UUID id() {
      return new UUID(idHigh, idLow);
    }
  }
}

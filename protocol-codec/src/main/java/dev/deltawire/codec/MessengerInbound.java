package dev.deltawire.codec;

import dev.deltawire.model.messenger.MessengerClientFrame;
import dev.deltawire.model.messenger.MessengerClientFrame.ReadMessage;
import dev.deltawire.model.messenger.MessengerClientFrame.ReadThrough;
import dev.deltawire.model.messenger.MessengerClientFrame.TypingStart;
import dev.deltawire.model.messenger.MessengerClientFrame.TypingStop;
import dev.deltawire.model.messenger.MessengerServerFrame.MessengerError;

/** What one message of an agent's socket turned out to be. */
public sealed interface MessengerInbound {
  /** A frame that keeps its row. */
  record Ok(MessengerClientFrame frame) implements MessengerInbound {}

  /**
   * A message that is answered by an {@code error} frame and has no other effect (M-52, M-53).
   *
   * @param counts whether it is a protocol error
   */
  record Rejected(MessengerError error, boolean counts) implements MessengerInbound {}

  /**
   * What an agent does somewhere (M-20, M-22), in the bytes of its message, until its decoder reads
   * on: no object is made of it.
   */
  final class Act implements MessengerInbound {
    /** What an agent may do. */
    public enum Kind {
      READ_THROUGH(ReadThrough.TYPE),
      READ_MESSAGE(ReadMessage.TYPE),
      TYPING_START(TypingStart.TYPE),
      TYPING_STOP(TypingStop.TYPE);

      private final String type;

      Kind(String type) {
        this.type = type;
      }
    }

    /** The most characters of an id that is kept, since each connection keeps one. */
    private static final int MOST_KEPT = 64;

    private final TextSpan id = new TextSpan();
    private Kind kind = Kind.TYPING_STOP;
    private long throughSeq;

    /** Who acts does so in the same place again and again. */
    private String lastId = "";

    Act() {}

    /** To be moved to the id. */
    TextSpan id() {
      return id;
    }

    Act as(Kind what, long seq) {
      kind = what;
      throughSeq = seq;
      return this;
    }

    /** What it is. */
    public Kind kind() {
      return kind;
    }

    /** The {@code type} of the frame. */
    public String type() {
      return kind.type;
    }

    /** How far a conversation was read, if that is what it is. */
    public long throughSeq() {
      return throughSeq;
    }

    /**
     * Takes the id, of a message if that was read and of the conversation otherwise, and lets go of
     * the message. It is made anew only if it is not the last one.
     */
    public String takeId() {
      String taken = id.contentEquals(lastId) ? lastId : id.toString();
      lastId = taken.length() <= MOST_KEPT ? taken : "";
      id.forget();
      return taken;
    }
  }
}

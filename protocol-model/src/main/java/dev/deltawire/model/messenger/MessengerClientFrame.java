package dev.deltawire.model.messenger;

import static java.util.Objects.requireNonNull;

import dev.deltawire.model.internal.Require;
import java.util.Optional;

/** What an agent may send on its socket, with every constraint of its row fulfilled. */
public sealed interface MessengerClientFrame {
  /** The frame's {@code type} on the wire. */
  String type();

  /**
   * The demand to be let in (M-10).
   *
   * @param key what was given first, empty if that can be no key; never shown by {@link #toString}
   */
  record Hello(String key) implements MessengerClientFrame {
    public static final String TYPE = "hello";

    public Hello {
      requireNonNull(key, "key");
    }

    @Override
    public String type() {
      return TYPE;
    }

    @Override
    public String toString() {
      return "Hello[]";
    }
  }

  /** The reading of a conversation up to a message's place (M-20). */
  record ReadThrough(String conversationId, long throughSeq) implements MessengerClientFrame {
    public static final String TYPE = "message.read_ack";

    public ReadThrough {
      requireNonNull(conversationId, "conversation_id");
      Require.integer("through_seq", throughSeq, 0);
    }

    @Override
    public String type() {
      return TYPE;
    }
  }

  /** The reading of a conversation up to a message by its id (M-20). */
  record ReadMessage(String messageId) implements MessengerClientFrame {
    public static final String TYPE = ReadThrough.TYPE;

    public ReadMessage {
      requireNonNull(messageId, "message_id");
    }

    @Override
    public String type() {
      return TYPE;
    }
  }

  /**
   * A change of one's own presence (M-21).
   *
   * @param customMessage the new one; empty leaves it
   */
  record PresenceUpdate(PresenceStatus status, Optional<CustomMessage> customMessage)
      implements MessengerClientFrame {
    public static final String TYPE = "presence.update";

    public PresenceUpdate {
      requireNonNull(status, "status");
      requireNonNull(customMessage, "custom_message");
    }

    @Override
    public String type() {
      return TYPE;
    }
  }

  /** The beginning of typing (M-22). */
  record TypingStart(String conversationId) implements MessengerClientFrame {
    public static final String TYPE = "typing.start";

    public TypingStart {
      requireNonNull(conversationId, "conversation_id");
    }

    @Override
    public String type() {
      return TYPE;
    }
  }

  /** The end of typing (M-22). */
  record TypingStop(String conversationId) implements MessengerClientFrame {
    public static final String TYPE = "typing.stop";

    public TypingStop {
      requireNonNull(conversationId, "conversation_id");
    }

    @Override
    public String type() {
      return TYPE;
    }
  }
}

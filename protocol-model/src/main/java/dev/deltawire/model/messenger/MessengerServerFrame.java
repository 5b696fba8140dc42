package dev.deltawire.model.messenger;

import static java.util.Objects.requireNonNull;

import dev.deltawire.model.internal.Require;
import java.time.Instant;

/** What the server may send on an agent's socket, with every constraint of its row fulfilled. */
public sealed interface MessengerServerFrame {
  /** The frame's {@code type} on the wire. */
  String type();

  /** The first frame of an authenticated socket (M-11). */
  record HelloOk() implements MessengerServerFrame {
    public static final String TYPE = "hello.ok";

    @Override
    public String type() {
      return TYPE;
    }
  }

  /**
   * A delivery (M-12).
   *
   * @param delivery its number, {@code delivery_id} on the wire
   */
  record MessageNew(Message message, long delivery) implements MessengerServerFrame {
    public static final String TYPE = "message.new";

    public MessageNew {
      requireNonNull(message, "message");
      Require.integer("delivery_id", delivery, 1);
    }

    @Override
    public String type() {
      return TYPE;
    }
  }

  /**
   * The reading of messages by a recipient (M-14).
   *
   * @param messageId the latest message newly read
   * @param throughSeq its place
   */
  record MessageRead(
      String conversationId, String messageId, long throughSeq, String readBy, Instant readAt)
      implements MessengerServerFrame {
    public static final String TYPE = "message.read";

    public MessageRead {
      requireNonNull(conversationId, "conversation_id");
      requireNonNull(messageId, "message_id");
      Require.integer("through_seq", throughSeq, 1);
      requireNonNull(readBy, "read_by");
      requireNonNull(readAt, "read_at");
    }

    @Override
    public String type() {
      return TYPE;
    }
  }

  /** A contact's presence (M-15). */
  record PresenceChanged(String handle, PresenceStatus status, CustomMessage customMessage)
      implements MessengerServerFrame {
    public static final String TYPE = "presence.update";

    public PresenceChanged {
      requireNonNull(handle, "handle");
      requireNonNull(status, "status");
      requireNonNull(customMessage, "custom_message");
    }

    @Override
    public String type() {
      return TYPE;
    }
  }

  /** A peer's typing or its end (M-16). */
  record Typing(boolean typing, String conversationId, String sender)
      implements MessengerServerFrame {
    public static final String START = "typing.start";
    public static final String STOP = "typing.stop";

    public Typing {
      requireNonNull(conversationId, "conversation_id");
      requireNonNull(sender, "sender");
    }

    @Override
    public String type() {
      return typing ? START : STOP;
    }
  }

  /** The end of a group (M-17). */
  record GroupDeleted(String groupId, String deletedByHandle, Instant deletedAt)
      implements MessengerServerFrame {
    public static final String TYPE = "group.deleted";

    public GroupDeleted {
      requireNonNull(groupId, "group_id");
      requireNonNull(deletedByHandle, "deleted_by_handle");
      requireNonNull(deletedAt, "deleted_at");
    }

    @Override
    public String type() {
      return TYPE;
    }
  }

  /** The news that a limit is near (M-18). */
  record RateLimitWarning(
      String endpoint, int limit, int remaining, Instant resetAt, String message)
      implements MessengerServerFrame {
    public static final String TYPE = "rate_limit.warning";

    public RateLimitWarning {
      requireNonNull(endpoint, "endpoint");
      requireNonNull(resetAt, "reset_at");
      requireNonNull(message, "message");
    }

    @Override
    public String type() {
      return TYPE;
    }
  }

  /** The answer to a frame that could not be handled (M-19). */
  record MessengerError(ErrorCode code, String message) implements MessengerServerFrame {
    public static final String TYPE = "error";

    public MessengerError {
      requireNonNull(code, "code");
      requireNonNull(message, "message");
    }

    @Override
    public String type() {
      return TYPE;
    }
  }
}

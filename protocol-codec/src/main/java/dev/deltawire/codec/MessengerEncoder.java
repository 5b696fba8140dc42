package dev.deltawire.codec;

import static dev.deltawire.codec.FrameParts.ascii;
import static dev.deltawire.codec.FrameParts.field;
import static dev.deltawire.codec.FrameParts.opening;

import dev.deltawire.model.messenger.DeliveryId;
import dev.deltawire.model.messenger.DeliveryStatus;
import dev.deltawire.model.messenger.Message;
import dev.deltawire.model.messenger.MessengerServerFrame;
import dev.deltawire.model.messenger.MessengerServerFrame.GroupDeleted;
import dev.deltawire.model.messenger.MessengerServerFrame.HelloOk;
import dev.deltawire.model.messenger.MessengerServerFrame.MessageNew;
import dev.deltawire.model.messenger.MessengerServerFrame.MessageRead;
import dev.deltawire.model.messenger.MessengerServerFrame.MessengerError;
import dev.deltawire.model.messenger.MessengerServerFrame.PresenceChanged;
import dev.deltawire.model.messenger.MessengerServerFrame.RateLimitWarning;
import dev.deltawire.model.messenger.MessengerServerFrame.Typing;

/**
 * The writer of what the server sends in the {@code messenger} dialect: compact, members in the
 * order of PROTOCOLS 6.2.
 *
 * <p>Allocates nothing.
 */
public final class MessengerEncoder {
  private static final byte[] HELLO_OK = ascii("{\"type\":\"hello.ok\",\"payload\":{}}");
  private static final byte[] MESSAGE_NEW = ascii("{\"type\":\"message.new\",\"payload\":");
  private static final byte[] MESSAGE_READ = opening(MessageRead.TYPE, "conversation_id");
  private static final byte[] PRESENCE = opening(PresenceChanged.TYPE, "handle");
  private static final byte[] TYPING_START = opening(Typing.START, "conversation_id");
  private static final byte[] TYPING_STOP = opening(Typing.STOP, "conversation_id");
  private static final byte[] GROUP_DELETED = opening(GroupDeleted.TYPE, "group_id");
  private static final byte[] RATE_WARNING = opening(RateLimitWarning.TYPE, "endpoint");
  private static final byte[] ERROR = opening(MessengerError.TYPE, "code");

  private static final byte[] ID = ascii("{\"id\":");
  private static final byte[] CONVERSATION_ID = field("conversation_id");
  private static final byte[] SENDER = field("sender");
  private static final byte[] CLIENT_MSG_ID = field("client_msg_id");
  private static final byte[] SEQ = field("seq");
  private static final byte[] TYPE = field("type");
  private static final byte[] CONTENT = field("content");
  private static final byte[] METADATA = field("metadata");
  private static final byte[] CREATED_AT = field("created_at");
  private static final byte[] DELIVERY_ID =
      ascii(",\"delivery_id\":\"" + DeliveryId.PREFIX + "0".repeat(16));
  private static final byte[] MESSAGE_ID = field("message_id");
  private static final byte[] THROUGH_SEQ = field("through_seq");
  private static final byte[] READ_BY = field("read_by");
  private static final byte[] READ_AT = field("read_at");
  private static final byte[] STATUS = field("status");
  private static final byte[] CUSTOM_MESSAGE = field("custom_message");
  private static final byte[] DELETED_BY = field("deleted_by_handle");
  private static final byte[] DELETED_AT = field("deleted_at");
  private static final byte[] LIMIT = field("limit");
  private static final byte[] REMAINING = field("remaining");
  private static final byte[] RESET_AT = field("reset_at");
  private static final byte[] MESSAGE = field("message");
  private static final byte[] NULL = ascii("null");
  private static final byte[] END = ascii("}}");
  private static final int DELIVERY_DIGITS = 16;

  private MessengerEncoder() {}

  /** Appends one frame. */
  public static void encode(MessengerServerFrame frame, JsonWriter out) {
    if (frame instanceof MessageNew delivery) {
      out.raw(MESSAGE_NEW);
      message(delivery.message(), out);
      delivery(delivery.delivery(), out).raw(END);
    } else if (frame instanceof PresenceChanged presence) {
      presence(presence, out);
    } else if (frame instanceof Typing typing) {
      out.raw(typing.typing() ? TYPING_START : TYPING_STOP).string(typing.conversationId());
      out.raw(SENDER).string(typing.sender()).raw(END);
    } else if (frame instanceof MessageRead read) {
      messageRead(read, out);
    } else if (frame instanceof HelloOk) {
      out.raw(HELLO_OK);
    } else {
      encodeRare(frame, out);
    }
  }

  /**
   * Appends a message in the form of REST (PROTOCOLS 6.4).
   *
   * @param delivery the reader's delivery of it, 0 for its sender, who has none
   */
  public static void encode(Message message, long delivery, DeliveryStatus status, JsonWriter out) {
    message(message, out);
    if (delivery != 0) {
      delivery(delivery, out);
    }
    out.raw(STATUS).string(status.wireName()).raw('}');
  }

  private static void encodeRare(MessengerServerFrame frame, JsonWriter out) {
    if (frame instanceof GroupDeleted deleted) {
      out.raw(GROUP_DELETED).string(deleted.groupId());
      out.raw(DELETED_BY).string(deleted.deletedByHandle());
      out.raw(DELETED_AT).time(deleted.deletedAt()).raw(END);
    } else if (frame instanceof RateLimitWarning warning) {
      rateWarning(warning, out);
    } else {
      MessengerError error = (MessengerError) frame;
      out.raw(ERROR).string(error.code().wireName());
      out.raw(MESSAGE).string(error.message()).raw(END);
    }
  }

  /** All but the brace that ends it. */
  private static void message(Message message, JsonWriter out) {
    out.raw(ID).string(message.id()).raw(CONVERSATION_ID).string(message.conversationId());
    out.raw(SENDER).string(message.sender()).raw(CLIENT_MSG_ID).string(message.clientMsgId());
    out.raw(SEQ).number(message.seq()).raw(TYPE).string(message.type().wireName());
    out.raw(CONTENT).rawJson(message.content()).raw(METADATA).rawJson(message.metadata());
    out.raw(CREATED_AT).time(message.createdAt());
  }

  /** M-09. */
  private static JsonWriter delivery(long number, JsonWriter out) {
    return out.raw(DELIVERY_ID).hex(number, DELIVERY_DIGITS).raw('"');
  }

  private static void messageRead(MessageRead read, JsonWriter out) {
    out.raw(MESSAGE_READ).string(read.conversationId());
    out.raw(MESSAGE_ID).string(read.messageId()).raw(THROUGH_SEQ).number(read.throughSeq());
    out.raw(READ_BY).string(read.readBy()).raw(READ_AT).time(read.readAt()).raw(END);
  }

  /** The custom message is null where there is none (M-15). */
  private static void presence(PresenceChanged presence, JsonWriter out) {
    out.raw(PRESENCE).string(presence.handle());
    out.raw(STATUS).string(presence.status().wireName()).raw(CUSTOM_MESSAGE);
    String text = presence.customMessage().text();
    if (text == null) {
      out.raw(NULL);
    } else {
      out.string(text);
    }
    out.raw(END);
  }

  private static void rateWarning(RateLimitWarning warning, JsonWriter out) {
    out.raw(RATE_WARNING).string(warning.endpoint()).raw(LIMIT).number(warning.limit());
    out.raw(REMAINING).number(warning.remaining()).raw(RESET_AT).time(warning.resetAt());
    out.raw(MESSAGE).string(warning.message()).raw(END);
  }
}

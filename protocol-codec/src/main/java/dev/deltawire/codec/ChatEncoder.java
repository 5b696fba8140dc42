package dev.deltawire.codec;

import static dev.deltawire.codec.FrameParts.ascii;
import static dev.deltawire.codec.FrameParts.field;

import dev.deltawire.model.chat.ChatServerFrame;
import dev.deltawire.model.chat.ChatServerFrame.ConversationNew;
import dev.deltawire.model.chat.ChatServerFrame.Failure;
import dev.deltawire.model.chat.ChatServerFrame.Hello;
import dev.deltawire.model.chat.ChatServerFrame.MessageComplete;
import dev.deltawire.model.chat.ChatServerFrame.MessageDeleted;
import dev.deltawire.model.chat.ChatServerFrame.MessageDelta;
import dev.deltawire.model.chat.ChatServerFrame.MessageNew;
import dev.deltawire.model.chat.ChatServerFrame.ReactionAdded;
import dev.deltawire.model.chat.ChatServerFrame.ReactionRemoved;
import dev.deltawire.model.chat.ChatServerFrame.Success;
import dev.deltawire.model.chat.ChatServerFrame.Typing;
import java.util.List;
import java.util.UUID;

/**
 * The writer of what the server sends in the {@code chat} dialect: compact, members in the order of
 * PROTOCOLS 5.3, absent fields left out.
 *
 * <p>Allocates nothing but for attachments.
 */
public final class ChatEncoder {
  private static final byte[] SUCCESS = ascii("{\"ok\":true,\"result\":");
  private static final byte[] FAILURE = ascii("{\"ok\":false,\"error\":{\"code\":");
  private static final byte[] REST_FAILURE = ascii("{\"ok\":false,\"error_code\":");
  private static final byte[] HELLO = opening(Hello.METHOD);
  private static final byte[] MESSAGE_NEW = opening(MessageNew.METHOD);
  private static final byte[] MESSAGE_DELTA = opening(MessageDelta.METHOD, "id");
  private static final byte[] MESSAGE_COMPLETE = opening(MessageComplete.METHOD);
  private static final byte[] TYPING = opening(Typing.METHOD, "conversation_id");
  private static final byte[] REACTION_ADDED = opening(ReactionAdded.METHOD);
  private static final byte[] REACTION_REMOVED = opening(ReactionRemoved.METHOD, "message_id");
  private static final byte[] CONVERSATION_NEW = opening(ConversationNew.METHOD);
  private static final byte[] MESSAGE_DELETED = opening(MessageDeleted.METHOD, "conversation_id");

  private static final byte[] MESSAGE = field("message");
  private static final byte[] DESCRIPTION = field("description");
  private static final byte[] DELTA = field("delta");
  private static final byte[] OFFSET = field("offset");
  private static final byte[] ACTOR = field("actor");
  private static final byte[] IS_TYPING = field("is_typing");
  private static final byte[] REACTOR = field("reactor");
  private static final byte[] EMOJI = field("emoji");
  private static final byte[] IDS = field("ids");
  private static final byte[] END = ascii("}}");

  private ChatEncoder() {}

  /** Appends one frame. */
  public static void encode(ChatServerFrame frame, JsonWriter out) {
    if (frame instanceof Success success) {
      out.raw(SUCCESS);
      ChatObjects.result(success.result(), out);
      out.raw('}');
    } else if (frame instanceof Failure failure) {
      out.raw(FAILURE).string(failure.code().wireName());
      out.raw(MESSAGE).string(failure.message()).raw(END);
    } else if (frame instanceof Typing typing) {
      typing(typing, out);
    } else if (frame instanceof MessageDelta delta) {
      out.raw(MESSAGE_DELTA).uuid(delta.id()).raw(DELTA).string(delta.delta());
      out.raw(OFFSET).number(delta.offset()).raw(END);
    } else if (frame instanceof MessageDeleted deleted) {
      messageDeleted(deleted, out);
    } else if (frame instanceof ReactionRemoved removed) {
      reactionRemoved(removed, out);
    } else {
      encodeObject(frame, out);
    }
  }

  /** The constant parts of a message's {@code events.messageDelta} frames (C-18). */
  public static DeltaTemplate delta(UUID messageId) {
    JsonWriter prefix = JsonWriter.create().raw(MESSAGE_DELTA).uuid(messageId).raw(DELTA).raw('"');
    JsonWriter middle = JsonWriter.create().raw('"').raw(OFFSET);
    return DeltaTemplate.withEndOffset(prefix.toByteArray(), middle.toByteArray(), END);
  }

  /** Appends the body of a failed HTTP call (C-59). */
  public static void encodeRestFailure(int status, String description, JsonWriter out) {
    out.raw(REST_FAILURE).number(status).raw(DESCRIPTION).string(description).raw('}');
  }

  /** Events whose params are one object. */
  private static void encodeObject(ChatServerFrame frame, JsonWriter out) {
    if (frame instanceof MessageNew news) {
      ChatObjects.message(news.message(), out.raw(MESSAGE_NEW));
    } else if (frame instanceof MessageComplete complete) {
      ChatObjects.message(complete.message(), out.raw(MESSAGE_COMPLETE));
    } else if (frame instanceof ReactionAdded added) {
      ChatObjects.reaction(added.reaction(), out.raw(REACTION_ADDED));
    } else if (frame instanceof ConversationNew news) {
      ChatObjects.conversation(news.conversation(), out.raw(CONVERSATION_NEW));
    } else {
      ChatObjects.account(((Hello) frame).account(), out.raw(HELLO));
    }
    out.raw('}');
  }

  private static void typing(Typing typing, JsonWriter out) {
    out.raw(TYPING).uuid(typing.conversationId()).raw(ACTOR);
    ChatObjects.account(typing.actor(), out);
    out.raw(IS_TYPING).bool(typing.isTyping()).raw(END);
  }

  private static void reactionRemoved(ReactionRemoved removed, JsonWriter out) {
    out.raw(REACTION_REMOVED).uuid(removed.messageId()).raw(REACTOR);
    ChatObjects.account(removed.reactor(), out);
    out.raw(EMOJI).string(removed.emoji()).raw(END);
  }

  private static void messageDeleted(MessageDeleted deleted, JsonWriter out) {
    out.raw(MESSAGE_DELETED).uuid(deleted.conversationId()).raw(IDS).raw('[');
    List<UUID> ids = deleted.ids();
    for (int i = 0; i < ids.size(); i++) {
      if (i > 0) {
        out.raw(',');
      }
      out.uuid(ids.get(i));
    }
    out.raw(']').raw(END);
  }

  private static byte[] opening(String method) {
    return ascii("{\"method\":\"" + method + "\",\"params\":");
  }

  private static byte[] opening(String method, String firstField) {
    return ascii("{\"method\":\"" + method + "\",\"params\":{\"" + firstField + "\":");
  }
}

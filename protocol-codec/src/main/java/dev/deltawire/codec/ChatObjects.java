package dev.deltawire.codec;

import static dev.deltawire.codec.FrameParts.ascii;
import static dev.deltawire.codec.FrameParts.field;

import dev.deltawire.model.chat.Account;
import dev.deltawire.model.chat.ChatResult;
import dev.deltawire.model.chat.ChatResult.Auth;
import dev.deltawire.model.chat.ChatResult.Page;
import dev.deltawire.model.chat.ChatResult.Resumed;
import dev.deltawire.model.chat.Conversation;
import dev.deltawire.model.chat.Message;
import dev.deltawire.model.chat.Reaction;
import java.util.List;

/**
 * The writer of the objects of PROTOCOLS 5.2, members in its order, absent ones left out.
 *
 * <p>Allocates nothing but for attachments.
 */
final class ChatObjects {
  private static final byte[] ID = ascii("{\"id\":");
  private static final byte[] OK = ascii("{\"ok\":true}");
  private static final byte[] USERNAME = ascii("{\"username\":");
  private static final byte[] KIND = field("kind");
  private static final byte[] DISPLAY_NAME = field("display_name");
  private static final byte[] AVATAR_URL = field("avatar_url");
  private static final byte[] BIO = field("bio");
  private static final byte[] PARENT_USERNAME = field("parent_username");
  private static final byte[] AGENT_PROVIDER = field("agent_provider");
  private static final byte[] TITLE = field("title");
  private static final byte[] PARTICIPANTS = field("participants");
  private static final byte[] UPDATED_AT = field("updated_at");
  private static final byte[] UNREAD_COUNT = field("unread_count");
  private static final byte[] CONVERSATION_ID = field("conversation_id");
  private static final byte[] SENDER = field("sender");
  private static final byte[] CONTENT = field("content");
  private static final byte[] REPLY_TO_ID = field("reply_to_id");
  private static final byte[] CREATED_AT = field("created_at");
  private static final byte[] FINALIZED_AT = field("finalized_at");
  private static final byte[] REACTIONS = field("reactions");
  private static final byte[] CLIENT_MSG_ID = field("client_msg_id");
  private static final byte[] ATTACHMENTS = field("attachments");
  private static final byte[] ERROR = field("error");
  private static final byte[] MESSAGE_ID = ascii("{\"message_id\":");
  private static final byte[] REACTOR = field("reactor");
  private static final byte[] EMOJI = field("emoji");
  private static final byte[] ACCESS_TOKEN = ascii("{\"access_token\":");
  private static final byte[] EXPIRES_IN = field("expires_in");
  private static final byte[] ACCOUNT = field("account");
  private static final byte[] ITEMS = ascii("{\"items\":");
  private static final byte[] OFFSET = field("offset");
  private static final byte[] COMPLETE = field("complete");

  private ChatObjects() {}

  static void result(ChatResult result, JsonWriter out) {
    if (result instanceof Account account) {
      account(account, out);
    } else if (result instanceof Conversation conversation) {
      conversation(conversation, out);
    } else if (result instanceof Message message) {
      message(message, out);
    } else if (result instanceof Reaction reaction) {
      reaction(reaction, out);
    } else {
      other((ChatResult.Of) result, out);
    }
  }

  private static void other(ChatResult.Of result, JsonWriter out) {
    if (result instanceof Page page) {
      out.raw(ITEMS);
      array(page.items(), out);
      out.raw('}');
    } else if (result instanceof Auth auth) {
      out.raw(ACCESS_TOKEN).string(auth.accessToken());
      out.raw(EXPIRES_IN).number(auth.expiresIn()).raw(ACCOUNT);
      account(auth.account(), out);
      out.raw('}');
    } else if (result instanceof Resumed resumed) {
      out.raw(ID).uuid(resumed.id()).raw(OFFSET).number(resumed.offset());
      out.raw(COMPLETE).bool(resumed.complete()).raw('}');
    } else {
      out.raw(OK);
    }
  }

  /** C-10. */
  static void account(Account account, JsonWriter out) {
    out.raw(USERNAME).string(account.username());
    out.raw(KIND).string(account.kind().wireName());
    out.raw(DISPLAY_NAME).string(account.displayName());
    optional(AVATAR_URL, account.avatarUrl(), out);
    optional(BIO, account.bio(), out);
    optional(PARENT_USERNAME, account.parentUsername(), out);
    optional(AGENT_PROVIDER, account.agentProvider(), out);
    out.raw('}');
  }

  /** C-11. */
  static void conversation(Conversation conversation, JsonWriter out) {
    out.raw(ID).uuid(conversation.id());
    out.raw(KIND).string(conversation.kind().wireName());
    optional(TITLE, conversation.title(), out);
    out.raw(PARTICIPANTS);
    array(conversation.participants(), out);
    out.raw(UPDATED_AT).time(conversation.updatedAt());
    if (conversation.unreadCount() > 0) {
      out.raw(UNREAD_COUNT).number(conversation.unreadCount());
    }
    out.raw('}');
  }

  /** C-12. */
  static void message(Message message, JsonWriter out) {
    out.raw(ID).uuid(message.id()).raw(CONVERSATION_ID).uuid(message.conversationId());
    out.raw(SENDER);
    account(message.sender(), out);
    out.raw(CONTENT).string(message.content());
    if (message.replyToId() != null) {
      out.raw(REPLY_TO_ID).uuid(message.replyToId());
    }
    out.raw(CREATED_AT).time(message.createdAt());
    if (message.finalizedAt() != null) {
      out.raw(FINALIZED_AT).time(message.finalizedAt());
    }
    out.raw(REACTIONS);
    array(message.reactions(), out);
    optional(CLIENT_MSG_ID, message.clientMsgId(), out);
    if (!message.attachments().isEmpty()) {
      out.raw(ATTACHMENTS);
      AttachmentJson.write(message.attachments(), out);
    }
    optional(ERROR, message.error(), out);
    out.raw('}');
  }

  /** C-13. */
  static void reaction(Reaction reaction, JsonWriter out) {
    out.raw(MESSAGE_ID).uuid(reaction.messageId()).raw(REACTOR);
    account(reaction.reactor(), out);
    out.raw(EMOJI).string(reaction.emoji());
    out.raw(CREATED_AT).time(reaction.createdAt()).raw('}');
  }

  private static void array(List<? extends ChatResult> items, JsonWriter out) {
    out.raw('[');
    for (int i = 0; i < items.size(); i++) {
      if (i > 0) {
        out.raw(',');
      }
      result(items.get(i), out);
    }
    out.raw(']');
  }

  private static void optional(byte[] field, String value, JsonWriter out) {
    if (value != null) {
      out.raw(field).string(value);
    }
  }
}

package dev.deltawire.model.chat;

import static java.util.Objects.requireNonNull;

import dev.deltawire.model.JsonLimits;
import dev.deltawire.model.internal.Require;
import java.util.List;
import java.util.UUID;

/** What a caller may ask for, with every constraint of its row fulfilled (5.4). */
public sealed interface ChatCall {

  /** Whether the answer may be much longer than one thing that somebody has said. */
  default boolean hasLongAnswer() {
    return this instanceof History
        || this instanceof Resume
        || this instanceof ListConversations
        || this instanceof ListAccounts;
  }

  /** A credential for an account (C-25, C-62). */
  record Login(String username) implements ChatCall {
    public Login {
      requireUsername(username);
    }
  }

  /** The caller's own account (C-26). */
  record Me() implements ChatCall {}

  /** Somebody's account (C-27). */
  record GetAccount(String username) implements ChatCall {
    public GetAccount {
      requireNonNull(username, "username");
    }
  }

  /** All accounts (C-28). */
  record ListAccounts() implements ChatCall {}

  /** The caller's conversations (C-29). */
  record ListConversations() implements ChatCall {}

  /** One conversation (C-30). */
  record GetConversation(UUID conversationId) implements ChatCall {
    public GetConversation {
      requireNonNull(conversationId, "conversation_id");
    }
  }

  /**
   * A new conversation, or the direct one that there is (C-31).
   *
   * @param userIds the usernames of the others
   * @param title null when there is none
   */
  record CreateConversation(List<String> userIds, String title) implements ChatCall {
    public CreateConversation {
      userIds = List.copyOf(userIds);
      requireCount("user_ids", userIds, 0, ChatLimits.OTHERS);
      if (title != null) {
        Require.codePoints("title", title, 1, ChatLimits.TITLE_CODE_POINTS);
      }
    }
  }

  /**
   * A message to a conversation (C-32).
   *
   * @param replyToId null when it answers none
   * @param clientMsgId null when the sender gave none
   */
  record SendMessage(
      UUID conversationId,
      String content,
      UUID replyToId,
      List<Attachment> attachments,
      String clientMsgId)
      implements ChatCall {
    public SendMessage {
      requireNonNull(conversationId, "conversation_id");
      Require.utf8Bytes("content", content, 0, ChatLimits.CONTENT_BYTES);
      attachments = List.copyOf(attachments);
      requireCount("attachments", attachments, content.isEmpty() ? 1 : 0, ChatLimits.ATTACHMENTS);
      if (clientMsgId != null) {
        Require.codePoints("client_msg_id", clientMsgId, 1, ChatLimits.CLIENT_MSG_ID_CODE_POINTS);
      }
    }
  }

  /**
   * A page of a conversation's messages (C-34).
   *
   * @param before only older ones than this, or null
   */
  record History(UUID conversationId, int limit, UUID before) implements ChatCall {
    public History {
      requireNonNull(conversationId, "conversation_id");
      if (limit < 1 || limit > ChatLimits.HISTORY) {
        throw new IllegalArgumentException("limit must be 1 to 200, is " + limit);
      }
    }
  }

  /** A deletion for everybody (C-35). */
  record DeleteMessages(UUID conversationId, List<UUID> ids) implements ChatCall {
    public DeleteMessages {
      requireNonNull(conversationId, "conversation_id");
      ids = List.copyOf(ids);
      requireCount("ids", ids, 1, ChatLimits.IDS);
    }
  }

  /** A deletion for the caller alone (C-36). */
  record DeleteForMe(UUID conversationId, List<UUID> ids) implements ChatCall {
    public DeleteForMe {
      requireNonNull(conversationId, "conversation_id");
      ids = List.copyOf(ids);
      requireCount("ids", ids, 1, ChatLimits.IDS);
    }
  }

  /** An emoji for a message (C-37). */
  record AddReaction(UUID messageId, String emoji) implements ChatCall {
    public AddReaction {
      requireNonNull(messageId, "message_id");
      Require.utf8Bytes("emoji", emoji, 1, ChatLimits.EMOJI_BYTES);
    }
  }

  /** An emoji taken back (C-38). */
  record RemoveReaction(UUID messageId, String emoji) implements ChatCall {
    public RemoveReaction {
      requireNonNull(messageId, "message_id");
      Require.utf8Bytes("emoji", emoji, 1, ChatLimits.EMOJI_BYTES);
    }
  }

  /** All of the caller's emojis for a message (C-60). */
  record SetReactions(UUID messageId, List<String> emojis) implements ChatCall {
    public SetReactions {
      requireNonNull(messageId, "message_id");
      emojis = List.copyOf(emojis);
      emojis.forEach(e -> Require.utf8Bytes("reactions", e, 1, ChatLimits.EMOJI_BYTES));
    }
  }

  /** The caller's typing, begun or ended (C-39, C-61). */
  record SetTyping(UUID conversationId, boolean isTyping) implements ChatCall {
    public SetTyping {
      requireNonNull(conversationId, "conversation_id");
    }
  }

  /**
   * The rest of a message that streams or has streamed (C-40).
   *
   * @param offset UTF-8 bytes of its text that the caller already has
   */
  record Resume(UUID id, long offset) implements ChatCall {
    public Resume {
      requireNonNull(id, "id");
      Require.integer("offset", offset, -JsonLimits.MAX_INTEGER);
    }
  }

  /** A sign of life (C-41). */
  record Ping() implements ChatCall {}

  /**
   * A new account, for the operator (C-63).
   *
   * @param displayName null for the one made of the username (C-03)
   * @param parentUsername an agent's owner, or null
   * @param agentProvider what drives an agent, or null
   */
  record CreateUser(
      String username,
      String displayName,
      AccountKind kind,
      String parentUsername,
      String agentProvider,
      AnswerMode mode)
      implements ChatCall {
    public CreateUser {
      requireUsername(username);
      if (displayName != null) {
        Require.codePoints("display_name", displayName, 1, ChatLimits.DISPLAY_NAME_CODE_POINTS);
      }
      requireNonNull(kind, "kind");
      requireNonNull(mode, "mode");
    }
  }

  private static void requireUsername(String username) {
    if (!ChatLimits.isUsername(requireNonNull(username, "username"))) {
      throw new IllegalArgumentException("not a username: " + username);
    }
  }

  private static void requireCount(String field, List<?> values, int min, int max) {
    if (values.size() < min || values.size() > max) {
      throw new IllegalArgumentException(
          field + " must be " + min + " to " + max + ", are " + values.size());
    }
  }
}

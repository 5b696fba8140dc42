package dev.deltawire.model.chat;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.UUID;

/** What the server may send: replies to calls, and events (C-07, C-08). */
public sealed interface ChatServerFrame {

  /** The reply to a call that succeeded (C-08). */
  record Success(ChatResult result) implements ChatServerFrame {
    public static final Success DONE = new Success(ChatResult.Done.DONE);

    public Success {
      requireNonNull(result, "result");
    }
  }

  /** The reply to a call that failed (C-08). */
  record Failure(ChatErrorCode code, String message) implements ChatServerFrame {
    public Failure {
      requireNonNull(code, "code");
      requireNonNull(message, "message");
    }
  }

  /** Who the caller is, on every socket first (C-16). */
  record Hello(Account account) implements ChatServerFrame {
    public static final String METHOD = "events.hello";

    public Hello {
      requireNonNull(account, "account");
    }
  }

  /** A new message, or the placeholder of one that is going to be streamed (C-17). */
  record MessageNew(Message message) implements ChatServerFrame {
    public static final String METHOD = "events.messageNew";

    public MessageNew {
      requireNonNull(message, "message");
    }
  }

  /**
   * A piece of a message that streams (C-18).
   *
   * @param offset UTF-8 bytes of the message's text with this piece
   */
  record MessageDelta(UUID id, String delta, long offset) implements ChatServerFrame {
    public static final String METHOD = "events.messageDelta";

    public MessageDelta {
      requireNonNull(id, "id");
      requireNonNull(delta, "delta");
    }
  }

  /** A message that has been streamed, whole (C-19). */
  record MessageComplete(Message message) implements ChatServerFrame {
    public static final String METHOD = "events.messageComplete";

    public MessageComplete {
      requireNonNull(message, "message");
    }
  }

  /** Somebody's typing, begun or ended (C-20). */
  record Typing(UUID conversationId, Account actor, boolean isTyping) implements ChatServerFrame {
    public static final String METHOD = "events.typing";

    public Typing {
      requireNonNull(conversationId, "conversation_id");
      requireNonNull(actor, "actor");
    }
  }

  /** An emoji put to a message (C-21). */
  record ReactionAdded(Reaction reaction) implements ChatServerFrame {
    public static final String METHOD = "events.reactionAdded";

    public ReactionAdded {
      requireNonNull(reaction, "reaction");
    }
  }

  /** An emoji taken back (C-22). */
  record ReactionRemoved(UUID messageId, Account reactor, String emoji) implements ChatServerFrame {
    public static final String METHOD = "events.reactionRemoved";

    public ReactionRemoved {
      requireNonNull(messageId, "message_id");
      requireNonNull(reactor, "reactor");
      requireNonNull(emoji, "emoji");
    }
  }

  /** A conversation that the caller has created elsewhere (C-23). */
  record ConversationNew(Conversation conversation) implements ChatServerFrame {
    public static final String METHOD = "events.conversationNew";

    public ConversationNew {
      requireNonNull(conversation, "conversation");
    }
  }

  /** Messages that nobody sees any more (C-24). */
  record MessageDeleted(UUID conversationId, List<UUID> ids) implements ChatServerFrame {
    public static final String METHOD = "events.messageDeleted";

    public MessageDeleted {
      requireNonNull(conversationId, "conversation_id");
      ids = List.copyOf(ids);
    }
  }
}

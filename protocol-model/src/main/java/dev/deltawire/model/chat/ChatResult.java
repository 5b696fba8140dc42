package dev.deltawire.model.chat;

import static java.util.Objects.requireNonNull;

import dev.deltawire.model.internal.Require;
import java.util.List;
import java.util.UUID;

/** What a call that succeeded gives (5.4). */
public sealed interface ChatResult permits Account, Conversation, Message, Reaction, ChatResult.Of {

  /** A result that is no object of its own. */
  sealed interface Of extends ChatResult {}

  /** Nothing but the success: {@code {"ok":true}}. */
  record Done() implements Of {
    public static final Done DONE = new Done();
  }

  /**
   * A credential (C-15).
   *
   * @param expiresIn seconds from now
   */
  record Auth(String accessToken, long expiresIn, Account account) implements Of {
    public Auth {
      requireNonNull(accessToken, "access_token");
      Require.integer("expires_in", expiresIn, 0);
      requireNonNull(account, "account");
    }
  }

  /** All there is of something (C-15). */
  record Page(List<? extends ChatResult> items) implements Of {
    public Page {
      items = List.copyOf(items);
    }
  }

  /**
   * Where a stream is that the caller receives from now on (C-40).
   *
   * @param offset UTF-8 bytes of the message's text now
   */
  record Resumed(UUID id, long offset, boolean complete) implements Of {
    public Resumed {
      requireNonNull(id, "id");
      Require.integer("offset", offset, 0);
    }
  }
}

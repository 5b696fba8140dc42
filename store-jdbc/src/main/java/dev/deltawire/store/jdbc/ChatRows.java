package dev.deltawire.store.jdbc;

import dev.deltawire.codec.AttachmentJson;
import dev.deltawire.codec.JsonWriter;
import dev.deltawire.dialects.chat.Participant;
import dev.deltawire.model.RawJson;
import dev.deltawire.model.chat.Account;
import dev.deltawire.model.chat.AccountKind;
import dev.deltawire.model.chat.AnswerMode;
import dev.deltawire.model.chat.Attachment;
import dev.deltawire.model.chat.Reaction;
import java.sql.SQLException;
import java.util.List;

/** What the chat store's tables share: the columns of accounts and reactions, and how they read. */
final class ChatRows {

  /** The columns of an account that is called {@code a}. */
  static final String ACCOUNT =
      "a.username, a.display_name, a.kind, a.avatar_url, a.bio, a.parent_username,"
          + " a.agent_provider, a.mode";

  /** Reactions with their reactors; a WHERE and {@link #REACTIONS_ORDER} are to follow. */
  static final String REACTIONS =
      "SELECT r.message_id, r.emoji, r.created_at, "
          + ACCOUNT
          + " FROM chat_reaction r JOIN chat_account a ON a.username = r.username";

  static final String REACTIONS_ORDER = " ORDER BY r.seq";

  private ChatRows() {}

  static Participant participant(Row row) throws SQLException {
    return new Participant(account(row), row.constant("mode", AnswerMode.class));
  }

  static Account account(Row row) throws SQLException {
    return new Account(
        row.text("username"),
        row.text("display_name"),
        row.constant("kind", AccountKind.class),
        row.text("avatar_url"),
        row.text("bio"),
        row.text("parent_username"),
        row.text("agent_provider"));
  }

  static Reaction reaction(Row row) throws SQLException {
    return new Reaction(
        row.uuid("message_id"), account(row), row.text("emoji"), row.instant("created_at"));
  }

  /** Null for none. */
  static RawJson json(List<Attachment> attachments) {
    if (attachments.isEmpty()) {
      return null;
    }
    JsonWriter json = JsonWriter.create();
    AttachmentJson.write(attachments, json);
    return RawJson.ofValidated(json.array(), 0, json.length());
  }

  static List<Attachment> attachments(Row row) throws SQLException {
    return row.optionalJson("attachments")
        .map(json -> AttachmentJson.parse(json).orElseThrow())
        .orElse(List.of());
  }
}

package dev.deltawire.store.jdbc;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.messenger.Group;
import dev.deltawire.dialects.messenger.GroupDeletion;
import dev.deltawire.dialects.messenger.GroupDeletion.Deleted;
import dev.deltawire.dialects.messenger.GroupDeletion.Refused;
import dev.deltawire.dialects.messenger.MessengerStore;
import dev.deltawire.dialects.messenger.SystemMessage;
import dev.deltawire.store.jdbc.MessageAppender.Appended;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Conversations in a database. */
final class JdbcMessengerConversations implements MessengerStore.Conversations {

  private static final String SHARED =
      " FROM messenger_participant own JOIN messenger_participant p"
          + " ON p.conversation_id = own.conversation_id AND p.handle <> own.handle";

  private record GroupState(String createdBy, boolean deleted) {}

  private final Database database;

  JdbcMessengerConversations(Database database) {
    this.database = database;
  }

  @Override
  public List<String> participants(String conversationId) throws StoreException {
    return database.read(
        sql ->
            sql.list(
                MessengerRows::handle,
                "SELECT handle FROM messenger_participant WHERE conversation_id = ?",
                conversationId));
  }

  @Override
  public List<String> contacts(String handle) throws StoreException {
    return database.read(
        sql ->
            sql.list(
                MessengerRows::handle,
                "SELECT DISTINCT p.handle"
                    + SHARED
                    + " JOIN messenger_agent a ON a.handle = p.handle"
                    + " WHERE own.handle = ? AND NOT a.deleted",
                handle));
  }

  @Override
  public boolean areContacts(String one, String other) throws StoreException {
    return database.read(
        sql ->
            sql.exists("SELECT 1" + SHARED + " WHERE own.handle = ? AND p.handle = ?", one, other));
  }

  @Override
  public boolean addGroup(Group group) throws StoreException {
    return database.write(sql -> areAgents(group.members(), sql) && insert(group, sql));
  }

  @Override
  public GroupDeletion deleteGroup(String groupId, String by, SystemMessage last)
      throws StoreException {
    return database.write(
        sql -> {
          Optional<GroupState> group = group(groupId, by, sql);
          if (group.isEmpty()) {
            return Refused.NOT_FOUND;
          }
          if (group.get().deleted()) {
            return Refused.ALREADY_DELETED;
          }
          return group.get().createdBy().equals(by)
              ? delete(groupId, last, sql)
              : Refused.FORBIDDEN;
        });
  }

  /** The participants that are agents still, but for the sender. */
  static List<String> recipients(String conversationId, String sender, Statements sql)
      throws SQLException {
    return sql.list(
        MessengerRows::handle,
        "SELECT p.handle FROM messenger_participant p"
            + " JOIN messenger_agent a ON a.handle = p.handle"
            + " WHERE p.conversation_id = ? AND p.handle <> ? AND NOT a.deleted",
        conversationId,
        sender);
  }

  static void addParticipants(String conversationId, List<String> handles, Statements sql)
      throws SQLException {
    for (String handle : handles) {
      sql.update(
          "INSERT INTO messenger_participant (conversation_id, handle, read_through, read_number)"
              + " VALUES (?, ?, 0, 0)",
          conversationId,
          handle);
    }
  }

  private static boolean areAgents(List<String> handles, Statements sql) throws SQLException {
    List<Object> values = new ArrayList<>(handles);
    return sql.list(
                MessengerRows::handle,
                "SELECT handle FROM messenger_agent WHERE NOT deleted AND handle IN "
                    + Statements.places(handles),
                values.toArray())
            .size()
        == handles.size();
  }

  private static boolean insert(Group group, Statements sql) throws SQLException {
    sql.update(
        "INSERT INTO messenger_conversation"
            + " (id, last_seq, group_name, created_by, created_at, deleted)"
            + " VALUES (?, 0, ?, ?, ?, ?)",
        group.id(),
        group.name(),
        group.createdBy(),
        group.createdAt(),
        false);
    addParticipants(group.id(), group.members(), sql);
    return true;
  }

  private static Optional<GroupState> group(String id, String member, Statements sql)
      throws SQLException {
    return sql.first(
        row -> new GroupState(row.text("created_by"), row.bool("deleted")),
        "SELECT c.created_by, c.deleted FROM messenger_conversation c"
            + " JOIN messenger_participant p ON p.conversation_id = c.id"
            + " WHERE c.id = ? AND p.handle = ? AND c.created_by IS NOT NULL",
        id,
        member);
  }

  private static Deleted delete(String id, SystemMessage last, Statements sql) throws SQLException {
    sql.update("UPDATE messenger_conversation SET deleted = ? WHERE id = ?", true, id);
    List<String> members = recipients(id, "", sql);
    Appended appended = MessageAppender.append(id, seq -> last.in(id, seq), members, sql);
    return new Deleted(appended.message(), appended.deliveries());
  }
}

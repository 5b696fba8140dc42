package dev.deltawire.store.jdbc;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.messenger.Entry;
import dev.deltawire.dialects.messenger.MailItem;
import dev.deltawire.dialects.messenger.MailboxPosition;
import dev.deltawire.dialects.messenger.MessengerStore;
import dev.deltawire.dialects.messenger.PageBudget;
import dev.deltawire.dialects.messenger.Reading;
import dev.deltawire.model.messenger.DeliveryStatus;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Mailboxes in a database: what one holds costs the others nothing. */
final class JdbcMailboxes implements MessengerStore.Mailboxes {

  /** A mailbox's log in its order. */
  static final String LOG =
      "SELECT "
          + MessengerRows.MESSAGE_COLUMNS
          + ", d.number FROM messenger_delivery d JOIN messenger_message m"
          + " ON m.conversation_id = d.conversation_id AND m.seq = d.seq"
          + " WHERE d.handle = ? AND d.number > ? ORDER BY d.number LIMIT ?";

  /** What is above a number and not read. */
  private static final String UNDELIVERED =
      "SELECT "
          + MessengerRows.MESSAGE_COLUMNS
          + ", d.number FROM messenger_delivery d JOIN messenger_participant p"
          + " ON p.conversation_id = d.conversation_id AND p.handle = d.handle"
          + " JOIN messenger_message m ON m.conversation_id = d.conversation_id AND m.seq = d.seq"
          + " WHERE d.handle = ? AND d.number > ? AND d.seq > p.read_through";

  /** The state of one mailbox. */
  private record State(long top, long floor, long backlog) {}

  private final Database database;

  JdbcMailboxes(Database database) {
    this.database = database;
  }

  @Override
  public MailboxPosition position(String handle) throws StoreException {
    return database.snapshot(
        sql -> {
          State state = state(handle, sql).orElse(new State(0, 0, 0));
          Map<String, Long> readAbove = new HashMap<>();
          sql.list(
                  row -> Map.entry(row.text("conversation_id"), row.number("read_through")),
                  "SELECT conversation_id, read_through FROM messenger_participant"
                      + " WHERE handle = ? AND read_number > ?",
                  handle,
                  state.floor())
              .forEach(entry -> readAbove.put(entry.getKey(), entry.getValue()));
          return new MailboxPosition(state.floor(), state.top(), readAbove);
        });
  }

  @Override
  public List<MailItem> page(String handle, long after, int limit) throws StoreException {
    PageBudget budget = PageBudget.ofDrain();
    return database.snapshot(
        sql ->
            sql.listWhile(
                MessengerRows::mailItem,
                item -> budget.takes(item.message()),
                LOG,
                handle,
                after,
                limit));
  }

  @Override
  public List<Entry> undelivered(
      String handle, long after, Optional<String> conversation, int limit) throws StoreException {
    return database.snapshot(
        sql -> {
          Optional<State> state = state(handle, sql);
          List<Object> values = new ArrayList<>();
          values.add(handle);
          values.add(Math.max(after, state.map(State::floor).orElse(0L)));
          conversation.ifPresent(values::add);
          values.add(limit);
          PageBudget budget = PageBudget.ofAnswer();
          return sql.listWhile(
              JdbcMailboxes::stored,
              entry -> budget.reads(entry.message()),
              UNDELIVERED
                  + (conversation.isPresent() ? " AND d.conversation_id = ?" : "")
                  + " ORDER BY d.number LIMIT ?",
              values.toArray());
        });
  }

  @Override
  public long backlog(String handle) throws StoreException {
    return database.read(sql -> state(handle, sql)).map(State::backlog).orElse(0L);
  }

  @Override
  public void deliver(Map<String, Long> through) throws StoreException {
    database.write(
        sql -> {
          for (Map.Entry<String, Long> entry : through.entrySet()) {
            Optional<State> state = state(entry.getKey(), sql);
            if (state.isPresent()) {
              raise(entry.getKey(), state.get(), entry.getValue(), sql);
            }
          }
          return null;
        });
  }

  @Override
  public OptionalLong deliverThrough(String handle, long number) throws StoreException {
    return database.write(
        sql -> {
          Optional<State> state = state(handle, sql);
          return number < 1 || state.isEmpty() || number > state.get().top()
              ? OptionalLong.empty()
              : OptionalLong.of(raise(handle, state.get(), number, sql));
        });
  }

  @Override
  public Optional<Reading> read(String reader, String conversationId, long throughSeq, Instant at)
      throws StoreException {
    return database.write(
        sql -> MessengerReadings.read(reader, conversationId, throughSeq, at, sql));
  }

  @Override
  public Optional<Reading> readMessage(String reader, String messageId, Instant at)
      throws StoreException {
    return database.write(sql -> MessengerReadings.readMessage(reader, messageId, at, sql));
  }

  private static Entry stored(Row row) throws SQLException {
    return new Entry(MessengerRows.message(row), row.number("number"), DeliveryStatus.STORED);
  }

  private static Optional<State> state(String handle, Statements sql) throws SQLException {
    return sql.first(
        row -> new State(row.number("top"), row.number("floor"), row.number("backlog")),
        "SELECT top, floor, backlog FROM messenger_mailbox WHERE handle = ?",
        handle);
  }

  /** Moves the floor up to a number; returns how much was not delivered before (M-45). */
  private static long raise(String handle, State state, long number, Statements sql)
      throws SQLException {
    long floor = Math.min(number, state.top());
    if (floor <= state.floor()) {
      return 0;
    }
    long newly = undelivered(handle, state, floor, sql);
    sql.update(
        "UPDATE messenger_mailbox SET floor = ?, backlog = backlog - ? WHERE handle = ?",
        floor,
        newly,
        handle);
    return newly;
  }

  /** Numbers have no holes: only what is read above the floor has to be looked at. */
  private static long undelivered(String handle, State state, long floor, Statements sql)
      throws SQLException {
    long readAbove = state.top() - state.floor() - state.backlog();
    if (readAbove == 0) {
      return floor - state.floor();
    }
    if (floor == state.top()) {
      return state.backlog();
    }
    return sql.first(
            row -> row.number("newly"),
            "SELECT COUNT(*) AS newly FROM messenger_delivery d JOIN messenger_participant p"
                + " ON p.conversation_id = d.conversation_id AND p.handle = d.handle"
                + " WHERE d.handle = ? AND d.number > ? AND d.number <= ?"
                + " AND d.seq > p.read_through",
            handle,
            state.floor(),
            floor)
        .orElse(0L);
  }
}

package dev.deltawire.store.jdbc;

import dev.deltawire.dialects.messenger.Entry;
import dev.deltawire.dialects.messenger.HistoryQuery;
import dev.deltawire.dialects.messenger.PageBudget;
import dev.deltawire.model.messenger.DeliveryStatus;
import dev.deltawire.model.messenger.Message;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Messages as their participants see them, read within one transaction. */
final class MessengerEntries {

  /** A message and its delivery to the reader, whose status is that of nobody else. */
  private static final String SEEN =
      "SELECT "
          + MessengerRows.MESSAGE_COLUMNS
          + ", COALESCE(d.number, 0) AS number"
          + " FROM messenger_message m LEFT JOIN messenger_delivery d"
          + " ON d.handle = ? AND d.conversation_id = m.conversation_id AND d.seq = m.seq"
          + " WHERE m.conversation_id = ?";

  /** How far one participant has got. */
  private record Progress(long floor, long readThrough) {

    DeliveryStatus status(long seq, long number) {
      if (seq <= readThrough) {
        return DeliveryStatus.READ;
      }
      return number <= floor ? DeliveryStatus.DELIVERED : DeliveryStatus.STORED;
    }
  }

  private record Seen(Message message, long number) {}

  private MessengerEntries() {}

  /** What a sender has stored under an id of its own. */
  static Optional<Entry> sent(String sender, String clientMsgId, Statements sql)
      throws SQLException {
    Optional<Message> message =
        sql.first(
            MessengerRows::message,
            "SELECT "
                + MessengerRows.MESSAGE_COLUMNS
                + " FROM messenger_message m WHERE m.sender = ? AND m.client_msg_id = ?",
            sender,
            clientMsgId);
    if (message.isEmpty()) {
      return Optional.empty();
    }
    Message sent = message.get();
    Map<Long, DeliveryStatus> statuses =
        leastFar(sent.conversationId(), sent.seq(), sent.seq(), sql);
    return Optional.of(new Entry(sent, 0, ofAll(statuses, sent.seq())));
  }

  /** A part of a conversation; empty if the reader takes no part. */
  static Optional<List<Entry>> history(
      String conversationId, String reader, HistoryQuery query, Statements sql)
      throws SQLException {
    Optional<Progress> progress = progress(conversationId, reader, sql);
    if (progress.isEmpty()) {
      return Optional.empty();
    }
    String part =
        query.ascending()
            ? " AND m.seq > ? ORDER BY m.seq LIMIT ?"
            : " AND m.seq < ? ORDER BY m.seq DESC LIMIT ?";
    PageBudget budget = PageBudget.ofAnswer();
    List<Seen> seen =
        sql.listWhile(
            row -> new Seen(MessengerRows.message(row), row.number("number")),
            found -> budget.reads(found.message()),
            SEEN + part,
            reader,
            conversationId,
            query.seq(),
            query.limit());
    return Optional.of(entries(conversationId, progress.get(), seen, sql));
  }

  private static List<Entry> entries(
      String conversationId, Progress progress, List<Seen> seen, Statements sql)
      throws SQLException {
    long first = seen.stream().mapToLong(s -> s.message().seq()).min().orElse(1);
    long last = seen.stream().mapToLong(s -> s.message().seq()).max().orElse(0);
    boolean ownAmongThem = seen.stream().anyMatch(s -> s.number() == 0);
    Map<Long, DeliveryStatus> others =
        ownAmongThem ? leastFar(conversationId, first, last, sql) : Map.of();
    List<Entry> entries = new ArrayList<>();
    for (Seen s : seen) {
      long seq = s.message().seq();
      DeliveryStatus status =
          s.number() == 0 ? ofAll(others, seq) : progress.status(seq, s.number());
      entries.add(new Entry(s.message(), s.number(), status));
    }
    return entries;
  }

  private static DeliveryStatus ofAll(Map<Long, DeliveryStatus> statuses, long seq) {
    return statuses.getOrDefault(seq, DeliveryStatus.STORED);
  }

  private static Optional<Progress> progress(String conversationId, String reader, Statements sql)
      throws SQLException {
    return sql.first(
        row -> new Progress(row.number("floor"), row.number("read_through")),
        "SELECT b.floor, p.read_through FROM messenger_participant p"
            + " JOIN messenger_mailbox b ON b.handle = p.handle"
            + " WHERE p.conversation_id = ? AND p.handle = ?",
        conversationId,
        reader);
  }

  /** The status of the recipient that has got least far, of each message of a part. */
  private static Map<Long, DeliveryStatus> leastFar(
      String conversationId, long firstSeq, long lastSeq, Statements sql) throws SQLException {
    DeliveryStatus[] statuses = DeliveryStatus.values();
    Map<Long, DeliveryStatus> least = new HashMap<>();
    sql.list(
            row -> Map.entry(row.number("seq"), statuses[(int) row.number("status")]),
            "SELECT d.seq, MIN(CASE WHEN d.seq <= p.read_through THEN 2"
                + " WHEN d.number <= b.floor THEN 1 ELSE 0 END) AS status"
                + " FROM messenger_participant p"
                + " JOIN messenger_mailbox b ON b.handle = p.handle"
                + " JOIN messenger_delivery d"
                + " ON d.handle = p.handle AND d.conversation_id = p.conversation_id"
                + " WHERE p.conversation_id = ? AND d.seq BETWEEN ? AND ? GROUP BY d.seq",
            conversationId,
            firstSeq,
            lastSeq)
        .forEach(entry -> least.put(entry.getKey(), entry.getValue()));
    return least;
  }
}

package dev.deltawire.store.jdbc;

import dev.deltawire.dialects.messenger.Reading;
import dev.deltawire.model.messenger.MessengerServerFrame.MessageRead;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The reading of conversations within one unit of work: the mark moves, no message changes. */
final class MessengerReadings {

  /** How far a participant has read, and how far the conversation goes. */
  private record Mark(long readThrough, long lastSeq) {}

  /** What is addressed to the reader between two marks. */
  private record News(long count, long undelivered, long lastSeq, long lastNumber) {}

  private record Place(String conversationId, long seq) {}

  private MessengerReadings() {}

  static Optional<Reading> readMessage(String reader, String messageId, Instant at, Statements sql)
      throws SQLException {
    Optional<Place> place =
        sql.first(
            row -> new Place(row.text("conversation_id"), row.number("seq")),
            "SELECT conversation_id, seq FROM messenger_message WHERE id = ?",
            messageId);
    return place.isEmpty()
        ? Optional.empty()
        : read(reader, place.get().conversationId(), place.get().seq(), at, sql);
  }

  /** M-32. */
  static Optional<Reading> read(
      String reader, String conversationId, long throughSeq, Instant at, Statements sql)
      throws SQLException {
    Optional<Mark> found = mark(reader, conversationId, sql);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Mark mark = found.get();
    long clamped = Math.min(throughSeq, mark.lastSeq());
    String messageId = clamped == 0 ? "" : messageId(conversationId, clamped, sql);
    if (clamped <= mark.readThrough()) {
      return Optional.of(
          new Reading(conversationId, clamped, messageId, at, Optional.empty(), List.of()));
    }
    News news = news(reader, conversationId, mark.readThrough(), clamped, sql);
    move(reader, conversationId, clamped, news, sql);
    return Optional.of(
        new Reading(
            conversationId,
            clamped,
            messageId,
            at,
            told(reader, conversationId, news, at, sql),
            senders(reader, conversationId, mark.readThrough(), clamped, sql)));
  }

  private static Optional<MessageRead> told(
      String reader, String conversationId, News news, Instant at, Statements sql)
      throws SQLException {
    if (news.count() == 0) {
      return Optional.empty();
    }
    String latest = messageId(conversationId, news.lastSeq(), sql);
    return Optional.of(new MessageRead(conversationId, latest, news.lastSeq(), reader, at));
  }

  private static Optional<Mark> mark(String reader, String conversationId, Statements sql)
      throws SQLException {
    return sql.first(
        row -> new Mark(row.number("read_through"), row.number("last_seq")),
        "SELECT p.read_through, c.last_seq FROM messenger_participant p"
            + " JOIN messenger_conversation c ON c.id = p.conversation_id"
            + " WHERE p.conversation_id = ? AND p.handle = ?",
        conversationId,
        reader);
  }

  private static News news(
      String reader, String conversationId, long afterSeq, long throughSeq, Statements sql)
      throws SQLException {
    return sql.first(
            row ->
                new News(
                    row.number("newly"),
                    row.number("undelivered"),
                    row.number("last_seq"),
                    row.number("last_number")),
            "SELECT COUNT(*) AS newly, MAX(d.seq) AS last_seq, MAX(d.number) AS last_number,"
                + " SUM(CASE WHEN d.number > b.floor THEN 1 ELSE 0 END) AS undelivered"
                + " FROM messenger_delivery d JOIN messenger_mailbox b ON b.handle = d.handle"
                + " WHERE d.handle = ? AND d.conversation_id = ? AND d.seq > ? AND d.seq <= ?",
            reader,
            conversationId,
            afterSeq,
            throughSeq)
        .orElseThrow();
  }

  private static void move(
      String reader, String conversationId, long throughSeq, News news, Statements sql)
      throws SQLException {
    sql.update(
        "UPDATE messenger_participant SET read_through = ?,"
            + " read_number = CASE WHEN ? > read_number THEN ? ELSE read_number END"
            + " WHERE conversation_id = ? AND handle = ?",
        throughSeq,
        news.lastNumber(),
        news.lastNumber(),
        conversationId,
        reader);
    if (news.undelivered() > 0) {
      sql.update(
          "UPDATE messenger_mailbox SET backlog = backlog - ? WHERE handle = ?",
          news.undelivered(),
          reader);
    }
  }

  private static String messageId(String conversationId, long seq, Statements sql)
      throws SQLException {
    return sql.first(
            row -> row.text("id"),
            "SELECT id FROM messenger_message WHERE conversation_id = ? AND seq = ?",
            conversationId,
            seq)
        .orElseThrow();
  }

  /** Who has said what is newly read, and is an agent still. */
  private static List<String> senders(
      String reader, String conversationId, long afterSeq, long throughSeq, Statements sql)
      throws SQLException {
    return sql.list(
        MessengerRows::handle,
        "SELECT DISTINCT a.handle FROM messenger_message m"
            + " JOIN messenger_agent a ON a.handle = m.sender"
            + " WHERE m.conversation_id = ? AND m.seq > ? AND m.seq <= ? AND m.sender <> ?"
            + " AND NOT a.deleted",
        conversationId,
        afterSeq,
        throughSeq,
        reader);
  }
}

package dev.deltawire.store.jdbc;

import dev.deltawire.codec.AgentOptionsReader;
import dev.deltawire.dialects.Usage;
import dev.deltawire.dialects.agent.Account;
import dev.deltawire.dialects.agent.AgentIdentity;
import dev.deltawire.dialects.agent.BudgetWindow;
import dev.deltawire.dialects.agent.Spending;
import dev.deltawire.dialects.agent.StoredSession;
import dev.deltawire.dialects.agent.StoredTurn;
import dev.deltawire.dialects.agent.TurnEnd;
import dev.deltawire.dialects.agent.TurnEntry;
import dev.deltawire.model.agent.TurnOutcome;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The agent dialect's rows. */
final class AgentRows {

  private enum Kind {
    TEXT,
    THINKING,
    TOOL_USE
  }

  private AgentRows() {}

  /** A session with its last turn. */
  static StoredSession session(Row row) throws SQLException {
    return new StoredSession(
        row.uuid("id"),
        owner(row),
        AgentOptionsReader.read(row.json("options")).orElseThrow(),
        row.instant("created_at"),
        row.instant("last_activity_at"),
        (int) row.number("turns"),
        (int) row.number("ended_turns"),
        new Spending(row.number("session_pico"), row.number("session_millis")),
        row.text("message") == null ? Optional.empty() : Optional.of(turn(row)));
  }

  /** What a turn is counted under. */
  static Account account(Row row) throws SQLException {
    return new Account(
        owner(row), row.constant("budget_window", BudgetWindow.class), row.instant("window_start"));
  }

  static TurnEntry entry(Row row) throws SQLException {
    return switch (row.constant("kind", Kind.class)) {
      case TEXT -> new TurnEntry.Text(row.text("body"));
      case THINKING -> new TurnEntry.Thinking(row.text("body"));
      case TOOL_USE ->
          new TurnEntry.ToolUse(row.text("call_id"), row.text("name"), row.json("body"));
    };
  }

  static void insert(UUID session, List<TurnEntry> entries, Statements sql) throws SQLException {
    for (TurnEntry entry : entries) {
      if (entry instanceof TurnEntry.Text text) {
        insert(session, Kind.TEXT, null, null, text.text(), sql);
      } else if (entry instanceof TurnEntry.Thinking thinking) {
        insert(session, Kind.THINKING, null, null, thinking.text(), sql);
      } else if (entry instanceof TurnEntry.ToolUse use) {
        insert(session, Kind.TOOL_USE, use.id(), use.name(), use.input(), sql);
      }
    }
  }

  private static void insert(
      UUID session, Kind kind, String callId, String name, Object body, Statements sql)
      throws SQLException {
    sql.update(
        "INSERT INTO agent_entry (session_id, kind, call_id, name, body) VALUES (?, ?, ?, ?, ?)",
        session,
        kind,
        callId,
        name,
        body);
  }

  private static AgentIdentity owner(Row row) throws SQLException {
    return new AgentIdentity(row.text("issuer"), row.text("subject"));
  }

  private static StoredTurn turn(Row row) throws SQLException {
    return new StoredTurn(
        (int) row.number("number"),
        row.text("message"),
        row.instant("started_at"),
        account(row),
        row.text("outcome") == null ? Optional.empty() : Optional.of(end(row)),
        row.bool("missed"));
  }

  private static TurnEnd end(Row row) throws SQLException {
    return new TurnEnd(
        row.constant("outcome", TurnOutcome.class),
        row.optionalText("error"),
        new Usage(row.number("input_tokens"), row.number("output_tokens")),
        new Spending(row.number("pico_usd"), row.number("millis")));
  }
}

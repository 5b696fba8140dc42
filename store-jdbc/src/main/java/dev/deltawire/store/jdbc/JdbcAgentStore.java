package dev.deltawire.store.jdbc;

import dev.deltawire.codec.AgentOptionsWriter;
import dev.deltawire.dialects.HistoryBudget;
import dev.deltawire.dialects.Prompt.Role;
import dev.deltawire.dialects.Prompt.Turn;
import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.agent.Account;
import dev.deltawire.dialects.agent.AgentStore;
import dev.deltawire.dialects.agent.Spending;
import dev.deltawire.dialects.agent.StoredSession;
import dev.deltawire.dialects.agent.StoredTurn;
import dev.deltawire.dialects.agent.TurnEnd;
import dev.deltawire.dialects.agent.TurnEntry;
import dev.deltawire.model.agent.AgentOptions;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The agent dialect's sessions, turns and spending in a database. */
final class JdbcAgentStore implements AgentStore {

  private static final String NOBODY_RUNS = "node NOT IN (SELECT node FROM node_lease)";

  private final Database database;

  JdbcAgentStore(Database database) {
    this.database = database;
  }

  @Override
  public void create(StoredSession session) throws StoreException {
    database.write(sql -> insert(session, sql));
  }

  @Override
  public void fork(UUID source, StoredSession copy) throws StoreException {
    database.write(
        sql -> {
          insert(copy, sql);
          return sql.update(
              "INSERT INTO agent_turn (session_id, number, message, started_at, budget_window,"
                  + " window_start, inherited, missed, outcome, error, reply, input_tokens,"
                  + " output_tokens, pico_usd, millis)"
                  + " SELECT ?, number, message, started_at, budget_window, window_start, ?, ?,"
                  + " outcome, error, reply, input_tokens, output_tokens, pico_usd, millis"
                  + " FROM agent_turn WHERE session_id = ? AND outcome IS NOT NULL ORDER BY seq",
              copy.id(),
              true,
              false,
              source);
        });
  }

  @Override
  public Optional<StoredSession> find(UUID id) throws StoreException {
    return database.read(
        sql ->
            sql.first(
                AgentRows::session,
                "SELECT s.id, s.issuer, s.subject, s.options, s.created_at, s.last_activity_at,"
                    + " s.turns, s.ended_turns, s.pico_usd AS session_pico,"
                    + " s.millis AS session_millis, t.number, t.message, t.started_at,"
                    + " t.budget_window, t.window_start, t.missed, t.outcome, t.error,"
                    + " t.input_tokens, t.output_tokens, t.pico_usd, t.millis"
                    + " FROM agent_session s LEFT JOIN agent_turn t"
                    + " ON t.session_id = s.id AND t.number = s.turns AND t.inherited = ?"
                    + " WHERE s.id = ? ORDER BY t.seq DESC LIMIT 1",
                false,
                id));
  }

  @Override
  public void attach(UUID id, AgentOptions options, Instant at) throws StoreException {
    database.write(
        sql -> {
          requireOne(
              sql.update(
                  "UPDATE agent_session SET options = ?, last_activity_at = ? WHERE id = ?",
                  AgentOptionsWriter.write(options),
                  at,
                  id));
          return sql.update(
              "UPDATE agent_turn SET missed = ? WHERE session_id = ? AND missed = ?",
              false,
              id,
              true);
        });
  }

  @Override
  public void begin(UUID id, StoredTurn turn) throws StoreException {
    database.write(
        sql -> {
          requireOne(
              sql.update(
                  "UPDATE agent_session SET turns = ?, last_activity_at = ? WHERE id = ?",
                  turn.number(),
                  turn.startedAt(),
                  id));
          sql.update("DELETE FROM agent_entry WHERE session_id = ?", id);
          return sql.update(
              "INSERT INTO agent_turn (session_id, number, message, started_at, budget_window,"
                  + " window_start, node, inherited, missed, input_tokens, output_tokens,"
                  + " pico_usd, millis) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0)",
              id,
              turn.number(),
              turn.message(),
              turn.startedAt(),
              turn.account().window(),
              turn.account().windowStart(),
              database.node(),
              false,
              false);
        });
  }

  @Override
  public void progress(UUID id, int turn, List<TurnEntry> more, Instant at) throws StoreException {
    database.write(
        sql -> {
          boolean running =
              sql.exists(
                  "SELECT 1 FROM agent_turn WHERE session_id = ? AND number = ?"
                      + " AND outcome IS NULL",
                  id,
                  turn);
          if (running) {
            AgentRows.insert(id, more, sql);
            touch(id, at, sql);
          }
          return running;
        });
  }

  @Override
  public boolean finish(
      UUID id,
      int turn,
      List<TurnEntry> rest,
      String reply,
      TurnEnd end,
      boolean missed,
      Instant at)
      throws StoreException {
    return database.write(
        sql -> {
          Optional<Account> account = close(id, turn, reply, end, missed, sql);
          if (account.isPresent()) {
            AgentRows.insert(id, rest, sql);
            sql.update(
                "UPDATE agent_session SET ended_turns = ended_turns + 1, last_activity_at = ?,"
                    + " pico_usd = pico_usd + ?, millis = millis + ? WHERE id = ?",
                at,
                end.spending().picoUsd(),
                end.spending().millis(),
                id);
            spend(account.get(), end.spending(), sql);
          }
          return account.isPresent();
        });
  }

  @Override
  public List<TurnEntry> lastEntries(UUID id) throws StoreException {
    return database.read(
        sql ->
            sql.list(
                AgentRows::entry,
                "SELECT kind, call_id, name, body FROM agent_entry WHERE session_id = ?"
                    + " ORDER BY seq",
                id));
  }

  @Override
  public List<Turn> history(UUID id) throws StoreException {
    List<Turn> history = new ArrayList<>();
    for (List<String> exchange : exchanges(id)) {
      history.add(new Turn(Role.USER, exchange.get(0)));
      history.add(new Turn(Role.ASSISTANT, exchange.get(1)));
    }
    return List.copyOf(history);
  }

  /** Messages and their replies, oldest first. */
  private List<List<String>> exchanges(UUID id) throws StoreException {
    return database.snapshot(
        sql -> {
          HistoryBudget budget = HistoryBudget.create();
          List<List<String>> exchanges =
              sql.listWhile(
                  row -> List.of(row.text("message"), row.text("reply")),
                  exchange -> budget.takes(exchange.get(0).length() + exchange.get(1).length()),
                  "SELECT message, reply FROM agent_turn WHERE session_id = ?"
                      + " AND outcome IS NOT NULL ORDER BY seq DESC LIMIT ?",
                  id,
                  HistoryBudget.PIECES);
          Collections.reverse(exchanges);
          return exchanges;
        });
  }

  @Override
  public Spending spent(Account account) throws StoreException {
    return database
        .read(
            sql ->
                sql.first(
                    row -> new Spending(row.number("pico_usd"), row.number("millis")),
                    "SELECT pico_usd, millis FROM agent_spending WHERE issuer = ? AND subject = ?"
                        + " AND budget_window = ? AND window_start = ?",
                    account.owner().issuer(),
                    account.owner().subject(),
                    account.window(),
                    account.windowStart()))
        .orElse(Spending.NONE);
  }

  @Override
  public void spend(Account account, Spending more) throws StoreException {
    database.write(sql -> spend(account, more, sql));
  }

  @Override
  public List<UUID> unfinished() throws StoreException {
    return database.read(
        sql ->
            sql.list(
                row -> row.uuid("session_id"),
                "SELECT session_id FROM agent_turn WHERE outcome IS NULL AND (node = ? OR "
                    + NOBODY_RUNS
                    + ")",
                database.node()));
  }

  @Override
  public List<UUID> abandoned() throws StoreException {
    return database.read(
        sql ->
            sql.list(
                row -> row.uuid("session_id"),
                "SELECT session_id FROM agent_turn WHERE outcome IS NULL AND " + NOBODY_RUNS));
  }

  @Override
  public List<UUID> expired(Instant lastActivityBefore, int limit) throws StoreException {
    return database.read(
        sql ->
            sql.list(
                row -> row.uuid("id"),
                "SELECT id FROM agent_session s WHERE last_activity_at < ? AND NOT EXISTS"
                    + " (SELECT 1 FROM agent_turn t WHERE t.session_id = s.id"
                    + " AND t.outcome IS NULL) ORDER BY last_activity_at LIMIT ?",
                lastActivityBefore,
                limit));
  }

  @Override
  public void delete(UUID id) throws StoreException {
    database.write(
        sql -> {
          sql.update("DELETE FROM agent_entry WHERE session_id = ?", id);
          sql.update("DELETE FROM agent_turn WHERE session_id = ?", id);
          return sql.update("DELETE FROM agent_session WHERE id = ?", id);
        });
  }

  /** Ends a turn that runs; what it is counted under, or nothing if it does not. */
  private static Optional<Account> close(
      UUID id, int turn, String reply, TurnEnd end, boolean missed, Statements sql)
      throws SQLException {
    Optional<Account> account =
        sql.first(
            AgentRows::account,
            "SELECT s.issuer, s.subject, t.budget_window, t.window_start FROM agent_turn t"
                + " JOIN agent_session s ON s.id = t.session_id"
                + " WHERE t.session_id = ? AND t.number = ? AND t.outcome IS NULL",
            id,
            turn);
    if (account.isPresent()) {
      sql.update(
          "UPDATE agent_turn SET outcome = ?, error = ?, reply = ?, missed = ?, input_tokens = ?,"
              + " output_tokens = ?, pico_usd = ?, millis = ?"
              + " WHERE session_id = ? AND number = ? AND outcome IS NULL",
          end.outcome(),
          end.error(),
          reply,
          missed,
          end.usage().inputTokens(),
          end.usage().outputTokens(),
          end.spending().picoUsd(),
          end.spending().millis(),
          id,
          turn);
    }
    return account;
  }

  private static int insert(StoredSession session, Statements sql) throws SQLException {
    return sql.update(
        "INSERT INTO agent_session (id, issuer, subject, options, created_at, last_activity_at,"
            + " turns, ended_turns, pico_usd, millis) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        session.id(),
        session.owner().issuer(),
        session.owner().subject(),
        AgentOptionsWriter.write(session.options()),
        session.createdAt(),
        session.lastActivityAt(),
        session.turns(),
        session.endedTurns(),
        session.spending().picoUsd(),
        session.spending().millis());
  }

  private static int spend(Account account, Spending more, Statements sql) throws SQLException {
    return sql.update(
        "INSERT INTO agent_spending (issuer, subject, budget_window, window_start, pico_usd,"
            + " millis) VALUES (?, ?, ?, ?, ?, ?)"
            + " ON CONFLICT (issuer, subject, budget_window, window_start) DO UPDATE SET"
            + " pico_usd = agent_spending.pico_usd + excluded.pico_usd,"
            + " millis = agent_spending.millis + excluded.millis",
        account.owner().issuer(),
        account.owner().subject(),
        account.window(),
        account.windowStart(),
        more.picoUsd(),
        more.millis());
  }

  private static void touch(UUID id, Instant at, Statements sql) throws SQLException {
    sql.update("UPDATE agent_session SET last_activity_at = ? WHERE id = ?", at, id);
  }

  private static void requireOne(int changed) throws StoreException {
    if (changed == 0) {
      throw StoreException.noRoom("the session is not there any more");
    }
  }
}

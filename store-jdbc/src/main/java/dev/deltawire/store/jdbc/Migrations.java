package dev.deltawire.store.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.deltawire.dialects.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What brings a database to the schema that this program knows.
 *
 * <p>Each part of the schema has its own numbered steps, the resources {@code PART/V001.sql},
 * {@code PART/V002.sql} and so on: one that was released is never changed, only followed by
 * another.
 */
final class Migrations {

  /** The parts in the order in which they are made. */
  static final List<String> PARTS =
      List.of("node", "home", "integration", "agent", "chat", "messenger");

  private final Product product;

  Migrations(Product product) {
    this.product = product;
  }

  /** Takes all missing steps, in one transaction. */
  void run(Statements sql) throws SQLException, StoreException {
    sql.command(
        "CREATE TABLE IF NOT EXISTS schema_part (part TEXT PRIMARY KEY, version INTEGER NOT NULL)");
    Map<String, Integer> versions = new HashMap<>();
    sql.list(
            row -> Map.entry(row.text("part"), (int) row.number("version")),
            "SELECT part, version FROM schema_part")
        .forEach(entry -> versions.put(entry.getKey(), entry.getValue()));
    for (String part : PARTS) {
      int version = versions.getOrDefault(part, 0);
      versions.remove(part);
      migrate(part, version, steps(part), sql);
    }
    if (!versions.isEmpty()) {
      throw newer("it has a part that this program doesn't know: " + versions.keySet());
    }
  }

  private void migrate(String part, int version, List<String> steps, Statements sql)
      throws SQLException, StoreException {
    if (version > steps.size()) {
      throw newer(
          "its part " + part + " has version " + version + ", this program knows " + steps.size());
    }
    if (version == steps.size()) {
      return;
    }
    for (String step : steps.subList(version, steps.size())) {
      for (String statement : statements(step)) {
        sql.command(statement);
      }
    }
    sql.update(
        "INSERT INTO schema_part (part, version) VALUES (?, ?)"
            + " ON CONFLICT (part) DO UPDATE SET version = excluded.version",
        part,
        steps.size());
  }

  private static StoreException newer(String how) {
    return StoreException.of("the database is newer than this program: " + how, null);
  }

  /** The statements of a step: each ends with a semicolon at the end of a line. */
  private List<String> statements(String step) {
    String code =
        step.lines()
            .filter(line -> !line.strip().startsWith("--"))
            .collect(Collectors.joining("\n"));
    String inItsWords =
        code.replace("${identity}", product.identity())
            .replace("${clustered}", product.clustered());
    return Arrays.stream(inItsWords.split(";\\s*(\\n|$)"))
        .map(String::strip)
        .filter(statement -> !statement.isEmpty())
        .toList();
  }

  /** The steps that this program knows of a part. */
  static List<String> steps(String part) {
    List<String> steps = new ArrayList<>();
    Optional<String> step = step(part, 1);
    while (step.isPresent()) {
      steps.add(step.get());
      step = step(part, steps.size() + 1);
    }
    return steps;
  }

  private static Optional<String> step(String part, int number) {
    String name = "%s/V%03d.sql".formatted(part, number);
    try (InputStream in = Migrations.class.getResourceAsStream(name)) {
      return in == null ? Optional.empty() : Optional.of(new String(in.readAllBytes(), UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("the resource " + name, e);
    }
  }
}

package dev.deltawire.store.jdbc;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.home.HomeStore;
import dev.deltawire.dialects.home.WidgetState;
import dev.deltawire.model.RawJson;
import java.util.Optional;

/** What widgets show, in a database. */
final class JdbcHomeWidgets implements HomeStore.Widgets {

  private static final RowReader<WidgetState> STATE =
      row -> new WidgetState(row.number("version"), row.json("data"));

  private final Database database;

  JdbcHomeWidgets(Database database) {
    this.database = database;
  }

  @Override
  public WidgetState put(String slug, RawJson data) throws StoreException {
    return database.write(
        sql ->
            sql.first(
                    STATE,
                    "INSERT INTO home_widget (slug, version, data) VALUES (?, 1, ?)"
                        + " ON CONFLICT (slug) DO UPDATE"
                        + " SET version = home_widget.version + 1, data = excluded.data"
                        + " RETURNING version, data",
                    slug,
                    data)
                .orElseThrow());
  }

  @Override
  public Optional<WidgetState> find(String slug) throws StoreException {
    return database.read(
        sql -> sql.first(STATE, "SELECT version, data FROM home_widget WHERE slug = ?", slug));
  }
}

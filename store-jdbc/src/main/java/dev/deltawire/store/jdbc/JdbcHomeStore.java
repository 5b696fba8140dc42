package dev.deltawire.store.jdbc;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.home.HomeStore;

/** What the {@code home} dialect remembers, in a database. */
final class JdbcHomeStore implements HomeStore {

  private static final String KILL_SWITCH = "kill";

  private final Database database;
  private final Devices devices;
  private final Pairings pairings;
  private final Conversations conversations;
  private final Notifications notifications;
  private final Widgets widgets;

  JdbcHomeStore(Database database) {
    this.database = database;
    this.devices = new JdbcHomeDevices(database);
    this.pairings = new JdbcHomePairings(database);
    this.conversations = new JdbcHomeConversations(database);
    this.notifications = new JdbcHomeNotifications(database);
    this.widgets = new JdbcHomeWidgets(database);
  }

  @Override
  public Devices devices() {
    return devices;
  }

  @Override
  public Pairings pairings() {
    return pairings;
  }

  @Override
  public Conversations conversations() {
    return conversations;
  }

  @Override
  public Notifications notifications() {
    return notifications;
  }

  @Override
  public Widgets widgets() {
    return widgets;
  }

  @Override
  public boolean killSwitch() throws StoreException {
    return database.read(
        sql -> sql.exists("SELECT 1 FROM home_switch WHERE name = ?", KILL_SWITCH));
  }

  @Override
  public void killSwitch(boolean active) throws StoreException {
    String change =
        active
            ? "INSERT INTO home_switch (name) VALUES (?) ON CONFLICT DO NOTHING"
            : "DELETE FROM home_switch WHERE name = ?";
    database.write(sql -> sql.update(change, KILL_SWITCH));
  }
}

package dev.deltawire.store.jdbc;

import dev.deltawire.dialects.messenger.MessengerStore;

/** What the {@code messenger} dialect remembers, in a database. */
final class JdbcMessengerStore implements MessengerStore {

  private final Agents agents;
  private final Conversations conversations;
  private final Messages messages;
  private final Mailboxes mailboxes;

  JdbcMessengerStore(Database database) {
    this.agents = new JdbcMessengerAgents(database);
    this.conversations = new JdbcMessengerConversations(database);
    this.messages = new JdbcMessages(database);
    this.mailboxes = new JdbcMailboxes(database);
  }

  @Override
  public Agents agents() {
    return agents;
  }

  @Override
  public Conversations conversations() {
    return conversations;
  }

  @Override
  public Messages messages() {
    return messages;
  }

  @Override
  public Mailboxes mailboxes() {
    return mailboxes;
  }
}

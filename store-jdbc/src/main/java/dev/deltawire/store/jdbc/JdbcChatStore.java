package dev.deltawire.store.jdbc;

import dev.deltawire.dialects.chat.ChatStore;

/** What the {@code chat} dialect remembers, in a database. */
final class JdbcChatStore implements ChatStore {

  private final Accounts accounts;
  private final Conversations conversations;
  private final Messages messages;
  private final Reactions reactions;

  JdbcChatStore(Database database) {
    accounts = new JdbcChatAccounts(database);
    conversations = new JdbcChatConversations(database);
    messages = new JdbcChatMessages(database);
    reactions = new JdbcChatReactions(database);
  }

  @Override
  public Accounts accounts() {
    return accounts;
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
  public Reactions reactions() {
    return reactions;
  }
}

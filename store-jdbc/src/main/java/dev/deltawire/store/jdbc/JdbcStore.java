package dev.deltawire.store.jdbc;

import static java.util.Objects.requireNonNull;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.agent.AgentStore;
import dev.deltawire.dialects.chat.ChatStore;
import dev.deltawire.dialects.home.HomeStore;
import dev.deltawire.dialects.messenger.MessengerStore;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A database that remembers for all dialects: SQLite in a file, or PostgreSQL.
 *
 * <p>Thread: any. The stores of the dialects live as long as this does.
 */
public final class JdbcStore implements AutoCloseable {

  private final Database database;
  private final Optional<LeaseKeeper> lease;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final AgentStore agent;
  private final ChatStore chat;
  private final HomeStore home;
  private final MessengerStore messenger;

  private JdbcStore(Database database, Optional<LeaseKeeper> lease) {
    this.database = database;
    this.lease = lease;
    this.agent = new JdbcAgentStore(database);
    this.chat = new JdbcChatStore(database);
    this.home = new JdbcHomeStore(database);
    this.messenger = new JdbcMessengerStore(database);
  }

  /** A database in a file that one node has for itself; the file is made when it is missing. */
  public static Builder sqlite(Path file) {
    return new Builder(requireNonNull(file), null);
  }

  /** A database that several nodes may share, by its JDBC URL. */
  public static Builder postgres(String url) {
    if (!url.startsWith("jdbc:postgresql:")) {
      throw new IllegalArgumentException("not a URL of PostgreSQL's driver (jdbc:postgresql:…)");
    }
    return new Builder(null, url);
  }

  /** What the {@code agent} dialect remembers. */
  public AgentStore agent() {
    return agent;
  }

  /** What the {@code chat} dialect remembers. */
  public ChatStore chat() {
    return chat;
  }

  /** What the {@code home} dialect remembers. */
  public HomeStore home() {
    return home;
  }

  /** What the {@code messenger} dialect remembers. */
  public MessengerStore messenger() {
    return messenger;
  }

  /** What the stores write to and read from. */
  Database database() {
    return database;
  }

  /** How many transactions this has committed; each made one or many requests durable. */
  public long commits() {
    return database.commits();
  }

  /** Waits for what is being written; what comes later is refused. Idempotent. */
  @Override
  public void close() {
    if (!closed.getAndSet(true)) {
      lease.ifPresent(LeaseKeeper::close);
      database.close();
    }
  }

  /** How a database is opened. */
  public static final class Builder {

    private final Path file;
    private final String url;
    private String user;
    private String password;
    private boolean fsync = true;
    private boolean guest;

    private Builder(Path file, String url) {
      this.file = file;
      this.url = url;
    }

    /** Who logs in to PostgreSQL; what the URL says by default. */
    public Builder user(String name) {
      user = requireNonNull(name);
      return this;
    }

    /** The password for PostgreSQL; what the URL says by default. */
    public Builder password(String secret) {
      password = requireNonNull(secret);
      return this;
    }

    /** Whether what is written survives a loss of power; it does by default. */
    public Builder fsync(boolean on) {
      fsync = on;
      return this;
    }

    /**
     * Opens the database for a short while beside the node whose it may be, as command lines do:
     * takes no lease and runs no streams.
     */
    public Builder guest() {
      guest = true;
      return this;
    }

    private static String reason(StoreException e) {
      String reason = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
      return reason.lines().findFirst().orElse("");
    }

    /** Connects and brings the schema up to date; what throws has left nothing open. */
    public JdbcStore open() throws StoreException {
      Product product =
          file == null ? new Postgres(url, user, password, fsync) : new Sqlite(file, fsync);
      Database database = new Database(product, UUID.randomUUID().toString());
      try {
        database.write(
            sql -> {
              new Migrations(product).run(sql);
              return null;
            });
        return new JdbcStore(
            database,
            guest ? Optional.empty() : Optional.of(LeaseKeeper.start(database, product.shared())));
      } catch (StoreException e) {
        database.close();
        throw StoreException.of(
            "the database " + product.name() + " can't be used: " + reason(e), e);
      } catch (RuntimeException e) {
        database.close();
        throw e;
      }
    }
  }
}

package dev.deltawire.store.jdbc;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.home.HomeStore.Conversations;
import dev.deltawire.dialects.home.Message;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;

/** A process that writes until it is killed and prints what it was told is stored, a line each. */
final class WritingProcess {

  private static final int WRITERS = 16;

  private WritingProcess() {}

  /** The argument is a file, or a URL of PostgreSQL. */
  public static void main(String[] arguments) throws StoreException {
    String place = arguments[0];
    JdbcStore store =
        place.startsWith("jdbc:")
            ? JdbcStore.postgres(place).open()
            : JdbcStore.sqlite(Path.of(place)).open();
    for (int i = 0; i < WRITERS; i++) {
      new Thread(() -> writeForEver(store.home().conversations(), System.out)).start();
    }
  }

  private static void writeForEver(Conversations conversations, PrintStream out) {
    try {
      while (true) {
        UUID id = UUID.randomUUID();
        Message question = Message.ofUser(UUID.randomUUID(), id, text(id), Instant.EPOCH);
        Message reply = Message.replyTo(question, UUID.randomUUID(), Instant.EPOCH);
        conversations.create("ann", question);
        conversations.append(reply);
        conversations.progress(id, reply.id(), text(id));
        out.println(id);
      }
    } catch (StoreException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What is said in a conversation. */
  static String text(UUID conversation) {
    return conversation + " ".repeat(100) + conversation;
  }
}

package dev.deltawire.store.jdbc;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.home.HomeStore.Conversations;
import dev.deltawire.dialects.home.Message;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A process that writes until it is killed and prints what it was told is stored, a line each. */
final class WritingProcess {

  private static final int WRITERS = 16;

  private WritingProcess() {}

  /**
   * A file, or a URL of PostgreSQL, and whether to fsync; or {@code check}, a file, and a file of
   * what has to be in it.
   */
  public static void main(String[] arguments) throws IOException, StoreException {
    if (arguments[0].equals("check")) {
      check(Path.of(arguments[1]), Files.readAllLines(Path.of(arguments[2])));
    } else {
      write(arguments[0], arguments.length < 2 || Boolean.parseBoolean(arguments[1]));
    }
  }

  private static void check(Path file, List<String> acknowledged) throws StoreException {
    try (JdbcStore store = JdbcStore.sqlite(file).open()) {
      int lost = 0;
      for (String id : acknowledged) {
        lost += isStored(UUID.fromString(id), store.home().conversations()) ? 0 : 1;
      }
      System.out.println(acknowledged.size() + " acknowledged, " + lost + " lost");
      System.exit(lost == 0 ? 0 : 1);
    }
  }

  /** Whether all that {@link #writeForEver} has said in a conversation is there. */
  static boolean isStored(UUID conversation, Conversations conversations) throws StoreException {
    List<Message> messages = conversations.messages(conversation);
    return messages.size() == 2
        && messages.stream().allMatch(said -> said.content().equals(text(conversation)));
  }

  private static void write(String place, boolean fsync) throws StoreException {
    JdbcStore.Builder builder =
        place.startsWith("jdbc:") ? JdbcStore.postgres(place) : JdbcStore.sqlite(Path.of(place));
    JdbcStore store = builder.fsync(fsync).open();
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
        conversations.progress(id, reply.id(), List.of(text(id)));
        out.println(id);
      }
    } catch (StoreException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(UUID conversation) {
    return conversation + " ".repeat(100) + conversation;
  }
}

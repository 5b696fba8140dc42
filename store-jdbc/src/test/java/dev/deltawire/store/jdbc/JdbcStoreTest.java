package dev.deltawire.store.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.home.Message;
import dev.deltawire.dialects.home.Message.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a store is opened, alone and beside others. */
final class JdbcStoreTest {

  @TempDir private Path directory;

  private Path file() {
    return directory.resolve("store.db");
  }

  private JdbcStore open() throws StoreException {
    return JdbcStore.sqlite(file()).open();
  }

  private static void setKillSwitch(JdbcStore store) {
    try {
      store.home().killSwitch(true);
    } catch (StoreException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void x60_aCommandWritesBesideARunningNode() throws Exception {
    try (JdbcStore node = open()) {
      try (JdbcStore command = JdbcStore.sqlite(file()).guest().open()) {
        command.home().killSwitch(true);
      }
      assertTrue(node.home().killSwitch(), "nothing is cached");
    }
  }

  @Test
  void x61_aCommandEndsNoStreamOfARunningNode() throws Exception {
    try (JdbcStore node = open()) {
      Message reply = reply(node);
      try (JdbcStore command = JdbcStore.sqlite(file()).guest().open()) {
        command.home().conversations().failAbandoned("gone");
      }
      assertEquals(Status.STREAMING, status(node, reply));
    }
  }

  @Test
  void x61_aNodeThatWasKilledLeavesNoStreamRunning() throws Exception {
    JdbcStore killed = open(); // and never closed before the next one is there
    Message reply = reply(killed);
    try (JdbcStore next = open()) {
      next.home().conversations().failUnfinished("Interrupted by restart");
      Message ended = next.home().conversations().lastReply(reply.conversationId()).orElseThrow();
      assertEquals(reply.ended("so far", Optional.of("Interrupted by restart")), ended);
      killed
          .home()
          .conversations()
          .progress(reply.conversationId(), reply.id(), List.of(" and on"));
      Message late = reply.ended("so far and on", Optional.empty());
      assertThrows(StoreException.class, () -> killed.home().conversations().finish(late));
      assertEquals(Status.FAILED, status(next, reply));
    } finally {
      killed.close();
    }
  }

  @Test
  void aProcessThatWritesBesideUsHoldsUsUpAndFailsNothing() throws Exception {
    try (JdbcStore store = open();
        Connection other = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = other.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      CompletableFuture<Void> write = CompletableFuture.runAsync(() -> setKillSwitch(store));
      assertThrows(TimeoutException.class, () -> write.get(150, TimeUnit.MILLISECONDS));
      assertFalse(store.home().killSwitch(), "reading goes on");
      statement.execute("COMMIT");
      write.get(30, TimeUnit.SECONDS);
      assertTrue(store.home().killSwitch());
    }
  }

  @Test
  void closingAgainIsNothing() throws Exception {
    JdbcStore store = open();
    long before = store.commits();
    store.home().killSwitch(true);
    assertEquals(before + 1, store.commits());
    store.close();
    store.close();
    assertThrows(StoreException.class, () -> store.home().killSwitch());
  }

  @Test
  void x56_theFilesAreTheOwnersOnly() throws Exception {
    try (JdbcStore store = open()) {
      store.home().killSwitch(true);
      try (Stream<Path> files = Files.list(directory)) {
        for (Path path : files.toList()) {
          String permissions = PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
          assertEquals("rw-------", permissions, path.toString());
        }
      }
    }
  }

  @Test
  void whatIsNoDatabaseIsNamed() throws IOException {
    Files.writeString(file(), "not a database, but long enough to be taken for one".repeat(40));
    String message = assertThrows(StoreException.class, this::open).getMessage();
    assertTrue(message.contains(file().toString()), message);
    assertTrue(message.contains("not a database"), message);
  }

  @Test
  void whatCannotBeMadeIsNamed() {
    Path nowhere = directory.resolve("missing/store.db");
    String message =
        assertThrows(StoreException.class, () -> JdbcStore.sqlite(nowhere).open()).getMessage();
    assertEquals(
        "the database " + nowhere + " can't be used: it cannot be made: NoSuchFileException",
        message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://127.0.0.1:1/db?password=hunter2",
        "jdbc:postgresql://nowhere.invalid/db?password=hunter2"
      })
  void x56_aDatabaseThatIsAwayIsNamedWithoutItsPassword(String url) {
    String message =
        assertThrows(StoreException.class, () -> JdbcStore.postgres(url).user("u").open())
            .getMessage();
    assertTrue(message.startsWith("the database " + url.replaceAll("[?].*", "")), message);
    assertFalse(message.contains("hunter2"), message);
  }

  @Test
  void anotherProductsUrlIsMisuse() {
    assertThrows(IllegalArgumentException.class, () -> JdbcStore.postgres("jdbc:h2:mem:x"));
    assertThrows(IllegalArgumentException.class, () -> JdbcStore.sqlite(Path.of("what?")).open());
  }

  private static Message reply(JdbcStore store) throws StoreException {
    UUID conversation = UUID.randomUUID();
    Message question = Message.ofUser(UUID.randomUUID(), conversation, "hi", Instant.EPOCH);
    Message reply = Message.replyTo(question, UUID.randomUUID(), Instant.EPOCH);
    store.home().conversations().create("ann", question);
    store.home().conversations().append(reply);
    store.home().conversations().progress(conversation, reply.id(), List.of("so far"));
    return reply;
  }

  private static Status status(JdbcStore store, Message reply) throws StoreException {
    return store.home().conversations().lastReply(reply.conversationId()).orElseThrow().status();
  }
}

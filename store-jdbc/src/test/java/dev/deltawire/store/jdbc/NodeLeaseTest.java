package dev.deltawire.store.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.home.HomeStore;
import dev.deltawire.dialects.home.Message;
import dev.deltawire.dialects.home.Message.Status;
import dev.deltawire.tck.postgres.TestPostgres;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two nodes on one PostgreSQL database: what each makes of the other's silence. */
final class NodeLeaseTest {

  private static final Duration PERIOD = Duration.ofMillis(NodeLease.PERIOD_MILLIS);

  /** One node, whose time passes as the test wants it. */
  private static final class TestNode implements AutoCloseable {
    private final Database database;
    private final NodeLease lease;
    private final HomeStore store;
    private long nanos;

    TestNode(String url, String name, long bootNanos) {
      this.database = new Database(new Postgres(url, null, null, true), name);
      this.nanos = bootNanos;
      this.lease = new NodeLease(database, () -> nanos);
      this.store = new JdbcHomeStore(database);
    }

    void pass(Duration time) {
      nanos += time.toNanos();
    }

    /** What its timers do every two seconds. */
    void tick() throws StoreException {
      lease.renew();
      store.conversations().failAbandoned("Interrupted by restart");
    }

    @Override
    public void close() {
      database.close();
    }
  }

  private TestNode writer;
  private TestNode other;
  private Message reply;

  @BeforeEach
  void start() throws Exception {
    String url = TestPostgres.shared().freshDatabase();
    JdbcStore.postgres(url).guest().open().close(); // makes the schema
    writer = new TestNode(url, "writer", Long.MAX_VALUE - 5); // nanoTime may overflow
    other = new TestNode(url, "other", -77);
    UUID conversation = UUID.randomUUID();
    Message question = Message.ofUser(UUID.randomUUID(), conversation, "hi", Instant.EPOCH);
    reply = Message.replyTo(question, UUID.randomUUID(), Instant.EPOCH);
    writer.lease.renew();
    writer.store.conversations().create("ann", question);
    writer.store.conversations().append(reply);
    writer.store.conversations().progress(conversation, reply.id(), List.of("so far"));
  }

  @AfterEach
  void close() {
    writer.close();
    other.close();
  }

  private Message seenByOther() throws StoreException {
    return other.store.conversations().lastReply(reply.conversationId()).orElseThrow();
  }

  /** Lets the other node look every two seconds for so long. */
  private void watchFor(Duration time) throws StoreException {
    for (Duration passed = Duration.ZERO;
        passed.compareTo(time) < 0;
        passed = passed.plus(PERIOD)) {
      other.pass(PERIOD);
      other.tick();
    }
  }

  @Test
  void x61_streamsOfADeadNodeEndAfterItsLeaseAndNotBefore() throws StoreException {
    other.tick();
    watchFor(Duration.ofSeconds(8));
    assertEquals(Status.STREAMING, seenByOther().status());
    watchFor(Duration.ofSeconds(2));
    assertEquals(Status.FAILED, seenByOther().status());
    assertEquals("so far", seenByOther().content());
    assertEquals("Interrupted by restart", seenByOther().error().orElseThrow());
  }

  @Test
  void x61_aNodeThatStartsLaterWaitsForALeaseAsLong() throws StoreException {
    other.store.conversations().failUnfinished("Interrupted by restart");
    assertEquals(Status.STREAMING, seenByOther().status());
  }

  @Test
  void x61_streamsOfALivingNodeGoOn() throws StoreException {
    for (int i = 0; i < 20; i++) {
      writer.tick();
      watchFor(PERIOD);
    }
    assertEquals(Status.STREAMING, seenByOther().status());
    writer.store.conversations().finish(reply.ended("so far, so good", reply.error()));
    assertEquals("so far, so good", seenByOther().content());
  }

  @Test
  void x61_aClockThatJumpsEndsNoLease() throws StoreException {
    other.tick();
    other.pass(Duration.ofHours(5));
    other.tick();
    assertEquals(Status.STREAMING, seenByOther().status());
    watchFor(Duration.ofSeconds(8));
    assertEquals(Status.STREAMING, seenByOther().status());
  }

  @Test
  void x61_nobodyIsBlamedForATimeWithoutDatabase() throws StoreException {
    other.tick();
    watchFor(Duration.ofSeconds(8));
    other.pass(Duration.ofSeconds(30)); // in which no look succeeded
    other.tick();
    writer.tick();
    watchFor(Duration.ofSeconds(8));
    assertEquals(Status.STREAMING, seenByOther().status());
  }

  @Test
  void x61_aNodeThatEndsInOrderLetsOthersTakeOverAtOnce() throws StoreException {
    writer.lease.giveUp();
    other.tick();
    assertEquals(Status.FAILED, seenByOther().status());
  }

  @Test
  void x61_aNodeThatWasTakenForDeadComesBack() throws StoreException {
    other.tick();
    watchFor(Duration.ofSeconds(10));
    writer.tick();
    UUID conversation = reply.conversationId();
    Message next =
        Message.replyTo(
            Message.ofUser(UUID.randomUUID(), conversation, "again", Instant.EPOCH),
            UUID.randomUUID(),
            Instant.EPOCH);
    writer.store.conversations().append(next);
    other.tick();
    assertEquals(next, seenByOther());
  }

  @Test
  void x61_aNodeEndsAtItsStartWhatItHasLeftItself() throws StoreException {
    writer.store.conversations().failUnfinished("Interrupted by restart");
    assertEquals(Status.FAILED, seenByOther().status());
  }
}

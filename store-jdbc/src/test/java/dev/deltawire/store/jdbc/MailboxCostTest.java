package dev.deltawire.store.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.messenger.MessengerStore;
import dev.deltawire.tck.store.MessengerPostings;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What one mailbox costs does not depend on what the others hold. */
final class MailboxCostTest {

  private static final int OWN = 100;
  private static final int OTHERS = 1000;

  @RegisterExtension private final OpenStore database = OpenStore.sqlite();

  @Test
  void m26_aPageIsFoundByItsKeysAlone() throws StoreException {
    List<String> plan = plan(JdbcMailboxes.LOG, "bob", 0L, 100);
    assertEquals(2, plan.size(), plan::toString);
    assertTrue(
        plan.get(0)
            .startsWith(
                "SEARCH d USING COVERING INDEX messenger_delivery_in_order"
                    + " (handle=? AND number>?)"),
        plan::toString);
    assertTrue(
        plan.get(1).contains("SEARCH m USING INDEX")
            && plan.get(1).endsWith("(conversation_id=? AND seq=?)"),
        plan::toString);
  }

  @Test
  void m26_m47_othersMessagesMakeNoMailboxSlower() throws StoreException {
    MessengerStore store = database.store().messenger();
    MessengerPostings post = MessengerPostings.to(store).register("alice", "bob");
    for (int i = 0; i < OWN; i++) {
      post.direct("alice", "bob");
    }
    long alone = drainNanos(store);
    addOthers();
    long amongOthers = drainNanos(store);
    assertTrue(
        amongOthers < 4 * alone + 2_000_000,
        () -> "alone " + alone + " ns, among 100,000 others " + amongOthers + " ns");
  }

  /** The shortest of many times. */
  private static long drainNanos(MessengerStore store) throws StoreException {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 50; i++) {
      long begin = System.nanoTime();
      store.mailboxes().position("bob");
      assertEquals(OWN, store.mailboxes().page("bob", 0, OWN).size());
      assertEquals(OWN, store.mailboxes().backlog("bob"));
      least = Math.min(least, System.nanoTime() - begin);
    }
    return least;
  }

  /** As many recipients as said, each with as many messages as bob has. */
  private void addOthers() throws StoreException {
    String numbers =
        "WITH RECURSIVE a(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM a WHERE i < " + OTHERS + ")";
    String both =
        numbers + ", b(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM b WHERE n < " + OWN + ")";
    database
        .store()
        .database()
        .write(
            sql -> {
              sql.update(
                  "INSERT INTO messenger_agent (handle, suspended, deleted) "
                      + numbers
                      + " SELECT 'x' || i, 0, 0 FROM a");
              sql.update(
                  "INSERT INTO messenger_conversation (id, last_seq, created_at, deleted) "
                      + numbers
                      + " SELECT 'conv_x' || i, 100, 0, 0 FROM a");
              sql.update(
                  "INSERT INTO messenger_message (id, conversation_id, seq, sender, client_msg_id,"
                      + " type, content, metadata, created_at) "
                      + both
                      + " SELECT 'msg_' || i || '_' || n, 'conv_x' || i, n, 'alice', i || '_' || n,"
                      + " 'TEXT', '{\"text\":\"x\"}', '{}', 0 FROM b, a");
              return sql.update(
                  "INSERT INTO messenger_delivery (handle, conversation_id, seq, number) "
                      + both
                      + " SELECT 'x' || i, 'conv_x' || i, n, n FROM b, a");
            });
  }

  private List<String> plan(String query, Object... values) throws StoreException {
    return database
        .store()
        .database()
        .write(sql -> sql.list(row -> row.text("detail"), "EXPLAIN QUERY PLAN " + query, values));
  }
}

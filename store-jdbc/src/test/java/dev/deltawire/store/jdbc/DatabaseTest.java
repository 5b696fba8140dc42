package dev.deltawire.store.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.store.jdbc.FaultyProduct.Fate;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The one writer, its group commit and what fails in it. */
final class DatabaseTest {

  private static final int CALLERS = 40;
  private static final String INSERT = "INSERT INTO t (name) VALUES (?)";

  @TempDir private Path directory;
  private final ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
  private FaultyProduct product;
  private Database database;

  private void open(Kind kind) throws SQLException, StoreException {
    product = new FaultyProduct(kind.fresh(directory));
    database = new Database(product, "node-1");
    database.write(
        sql -> {
          sql.command("CREATE TABLE t (seq " + product.identity() + ", name TEXT UNIQUE)");
          return null;
        });
  }

  @AfterEach
  void close() {
    callers.shutdownNow();
    database.close();
  }

  /** Hands in work while the writer is held up, so that all of it is one batch. */
  private List<Future<Integer>> writeTogether(List<Work<Integer>> works) throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    CompletableFuture<Void> holder = CompletableFuture.runAsync(() -> hold(held, release), callers);
    held.await();
    List<Future<Integer>> results = new ArrayList<>();
    for (int i = 0; i < works.size(); i++) {
      Work<Integer> work = works.get(i);
      results.add(callers.submit(() -> database.write(work)));
      int waiting = i + 1;
      while (database.waiting() < waiting) {
        Thread.onSpinWait(); // so that they are in this order
      }
    }
    release.countDown();
    holder.get();
    return results;
  }

  private void hold(CountDownLatch held, CountDownLatch release) {
    try {
      database.write(
          sql -> {
            held.countDown();
            Uninterruptibly.run(release::await);
            return null;
          });
    } catch (StoreException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Work<Integer>> inserts(int count) {
    return IntStream.range(0, count)
        .<Work<Integer>>mapToObj(i -> sql -> sql.update(INSERT, "n" + i))
        .toList();
  }

  private int write(String statement, Object... values) throws StoreException {
    return database.write(sql -> sql.update(statement, values));
  }

  private List<String> names() throws StoreException {
    return database.read(
        sql -> sql.list(row -> row.text("name"), "SELECT name FROM t ORDER BY seq"));
  }

  private static void assertFails(Future<Integer> result) {
    ExecutionException e = assertThrows(ExecutionException.class, result::get);
    assertEquals(StoreException.class, e.getCause().getClass());
  }

  @ParameterizedTest
  @EnumSource
  void x59_manyCallersShareOneCommit(Kind kind) throws Exception {
    open(kind);
    int before = product.commits();
    for (Future<Integer> result : writeTogether(inserts(30))) {
      assertEquals(1, result.get());
    }
    assertEquals(2, product.commits() - before, "the holder's and one for all");
    assertEquals(30, names().size());
  }

  @ParameterizedTest
  @EnumSource
  void x62_aRequestThatFailsHurtsNoOtherAndLeavesNothing(Kind kind) throws Exception {
    open(kind);
    List<Work<Integer>> works = new ArrayList<>(inserts(6));
    works.add(2, sql -> sql.update(INSERT, "n0")); // taken
    works.add(
        4,
        sql -> {
          sql.update(INSERT, "undone");
          throw StoreException.noRoom("on second thoughts");
        });
    works.add(
        5,
        sql -> {
          sql.update(INSERT, "undone too");
          throw new IllegalStateException("defect");
        });
    works.add(sql -> sql.update("NONSENSE"));
    works.add(
        sql -> {
          sql.update(INSERT, "nor that");
          throw new NoClassDefFoundError("a worse defect");
        });
    List<Future<Integer>> results = writeTogether(works);
    for (int i : new int[] {2, 4, 5, 9, 10}) {
      assertFails(results.get(i));
    }
    for (int i : new int[] {0, 1, 3, 6, 7, 8}) {
      assertEquals(1, results.get(i).get());
    }
    assertEquals(List.of("n0", "n1", "n2", "n3", "n4", "n5"), names());
  }

  @ParameterizedTest
  @EnumSource
  void x62_whatRefusesBeforeItWritesCostsTheOthersNothing(Kind kind) throws Exception {
    open(kind);
    List<Integer> runs = new ArrayList<>();
    List<Future<Integer>> results =
        writeTogether(
            List.of(
                sql -> {
                  runs.add(1);
                  return sql.update(INSERT, "a");
                },
                sql -> {
                  throw StoreException.noRoom("no");
                }));
    assertEquals(1, results.get(0).get());
    assertFails(results.get(1));
    assertEquals(List.of(1), runs);
  }

  @ParameterizedTest
  @EnumSource
  void x62_aCommitThatIsRefusedFailsAll(Kind kind) throws Exception {
    open(kind);
    product.next(Fate.DONE);
    product.next(Fate.REFUSED);
    List<Future<Integer>> results = writeTogether(inserts(5));
    results.forEach(DatabaseTest::assertFails);
    assertEquals(List.of(), names());
    assertEquals(1, write(INSERT, "n0"), "the next one succeeds");
  }

  @ParameterizedTest
  @EnumSource
  void x59_aCommitThatIsLostWithItsConnectionIsDoneAgain(Kind kind) throws Exception {
    open(kind);
    product.next(Fate.LOST);
    assertEquals(1, write(INSERT, "n0"));
    assertEquals(List.of("n0"), names());
  }

  @ParameterizedTest
  @EnumSource(names = "POSTGRES")
  void x59_aCommitWhoseAnswerIsLostIsNotDoneAgain(Kind kind) throws Exception {
    open(kind);
    product.next(Fate.DONE_UNHEARD);
    assertEquals(1, write("INSERT INTO t (name) VALUES (NULL)"));
    assertEquals(1, names().size());
  }

  @ParameterizedTest
  @EnumSource(names = "POSTGRES")
  void x59_whatBecameOfACommitIsAskedUntilItIsKnown(Kind kind) throws Exception {
    open(kind);
    try (Writer writer = Writer.start(new GroupCommit(product, 1), 1)) {
      writer.write(sql -> sql.update(INSERT, "n0"));
      product.next(Fate.DONE_UNHEARD);
      product.refuseConnections(9);
      writer.write(sql -> sql.update("INSERT INTO t (name) VALUES (NULL)"));
      assertEquals(2, names().size());
      product.next(Fate.DONE_UNHEARD);
      product.refuseConnections(10);
      Work<Integer> unheard = sql -> sql.update("INSERT INTO t (name) VALUES (NULL)");
      String message = assertThrows(StoreException.class, () -> writer.write(unheard)).getMessage();
      assertEquals("it is not known whether the store has written", message);
      assertEquals(3, names().size(), "and it was not done again");
      writer.write(sql -> sql.update(INSERT, "n1"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aWorkThatWouldWaitForItselfFails(Kind kind) throws Exception {
    open(kind);
    assertThrows(StoreException.class, () -> database.write(sql -> write(INSERT, "within a work")));
    assertEquals(List.of(), names());
  }

  @ParameterizedTest
  @EnumSource
  void x59_anInterruptDoesNotHideWhetherItIsStored(Kind kind) throws Exception {
    open(kind);
    Thread.currentThread().interrupt();
    assertEquals(1, write(INSERT, "n0"));
    assertTrue(Thread.interrupted());
    assertEquals(List.of("n0"), names());
  }

  @ParameterizedTest
  @EnumSource
  void aSnapshotSeesOneState(Kind kind) throws Exception {
    open(kind);
    write(INSERT, "before");
    String count = "SELECT COUNT(*) AS n FROM t";
    List<Long> seen =
        database.snapshot(
            sql -> {
              long first = sql.first(row -> row.number("n"), count).orElseThrow();
              write(INSERT, "meanwhile");
              return List.of(first, sql.first(row -> row.number("n"), count).orElseThrow());
            });
    assertEquals(List.of(1L, 1L), seen);
    assertEquals(List.of("before", "meanwhile"), names());
  }

  @ParameterizedTest
  @EnumSource
  void closingWaitsForWhatWasAskedAndRefusesTheRest(Kind kind) throws Exception {
    open(kind);
    List<Future<Integer>> results = writeTogether(inserts(10));
    database.close();
    for (Future<Integer> result : results) {
      assertEquals(1, result.get(1, TimeUnit.MINUTES));
    }
    assertThrows(StoreException.class, () -> write(INSERT, "late"));
    assertThrows(StoreException.class, this::names);
    database.close();
  }

  @ParameterizedTest
  @EnumSource
  void aFullQueueRefusesWithoutADefect(Kind kind) throws Exception {
    open(kind);
    try (Writer small = Writer.start(new GroupCommit(product, 1), 1)) {
      CountDownLatch held = new CountDownLatch(1);
      CountDownLatch release = new CountDownLatch(1);
      Work<Integer> hold =
          sql -> {
            held.countDown();
            Uninterruptibly.run(release::await);
            return 0;
          };
      Future<Integer> holder = callers.submit(() -> small.write(hold));
      held.await();
      Future<Integer> waits = callers.submit(() -> small.write(sql -> 1));
      while (small.waiting() < 1) {
        Thread.onSpinWait();
      }
      StoreException e = assertThrows(StoreException.class, () -> small.write(sql -> 2));
      assertFalse(e.defect());
      release.countDown();
      assertEquals(0, holder.get());
      assertEquals(1, waits.get());
    }
  }

  @ParameterizedTest
  @EnumSource
  void textsComeBackAsTheyWere(Kind kind) throws Exception {
    open(kind);
    List<String> texts =
        List.of(
            "", "a\0b", "\0", "\u0010", "\u00100\u00101\0\u0010", "ä€😀", "'; DROP TABLE t; --");
    for (String text : texts) {
      write(INSERT, text);
      boolean found = database.read(sql -> sql.exists("SELECT 1 FROM t WHERE name = ?", text));
      assertTrue(found, text);
    }
    assertEquals(texts, names());
  }
}

package dev.deltawire.dialects.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.dialects.internal.TestNode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Everything that can end a request, at the same moment. */
final class ConsentRaceTest {

  private static final int ROUNDS = 500;

  private final ExecutorService threads = Executors.newFixedThreadPool(4);

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void i25_whoeverIsFirstDecidesAndNobodyElse() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      IntegrationDialect dialect =
          IntegrationDialect.builder().requestCooldown(Duration.ZERO).build();
      TestNode node = new TestNode();
      dialect.start(node);
      Program program = Program.introduced(dialect, "deck");
      String id = program.pending();
      AtomicInteger decided = new AtomicInteger();
      List<Runnable> ends =
          List.of(
              () -> decided.addAndGet(dialect.hub().decide(id, Decision.ALLOW) ? 1 : 0),
              () -> decided.addAndGet(dialect.hub().decide(id, Decision.DENY) ? 1 : 0),
              () -> dialect.hub().ready(false),
              () -> node.time.advance(110_000));
      atOnce(ends);
      String outcome = program.next();
      assertTrue(outcome.contains(id), outcome);
      assertEquals(
          outcome.contains("access_granted") || outcome.contains("user_denied") ? 1 : 0,
          decided.get(),
          outcome);
      program.expectNothing();
      assertEquals(List.of(), dialect.hub().pending());
    }
  }

  @Test
  void i24_i25_aLostSocketAndADecision() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      IntegrationDialect dialect = IntegrationDialect.builder().build();
      dialect.start(new TestNode());
      Program program = Program.introduced(dialect, "deck");
      String id = program.pending();
      AtomicInteger decided = new AtomicInteger();
      atOnce(
          List.of(
              program::lose,
              () -> decided.addAndGet(dialect.hub().decide(id, Decision.ALLOW) ? 1 : 0)));
      assertEquals(
          decided.get(),
          program.connection.messages().stream().filter(m -> m.contains("access_granted")).count());
      assertEquals(List.of(), dialect.hub().pending());
    }
  }

  @Test
  void i20_manySocketsOfOneClientAskAtOnce() throws Exception {
    IntegrationDialect dialect = IntegrationDialect.builder().build();
    dialect.start(new TestNode());
    List<Program> programs =
        IntStream.range(0, 4).mapToObj(i -> Program.introduced(dialect, "deck")).toList();
    atOnce(programs.stream().<Runnable>map(program -> program::ask).toList());
    assertEquals(1, dialect.hub().pending().size());
    assertEquals(
        3, programs.stream().filter(p -> p.next().contains("\"request_pending\"")).count());
  }

  private void atOnce(List<Runnable> actions) throws Exception {
    CountDownLatch start = new CountDownLatch(1);
    List<Future<?>> running =
        actions.stream()
            .<Future<?>>map(
                action ->
                    threads.submit(
                        () -> {
                          start.await();
                          action.run();
                          return null;
                        }))
            .toList();
    start.countDown();
    for (Future<?> one : running) {
      one.get();
    }
  }
}

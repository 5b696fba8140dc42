package dev.deltawire.gateway.kill;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.gateway.kill.Load.Work;
import dev.deltawire.gateway.outside.Outside;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a gateway under load, again and again, and finds on the same directory what it had
 * promised.
 *
 * <p>{@code mvn verify -Pkill} kills it fifty times. A failure names the seed, which repeats the
 * moments of the kills: {@code -Ddeltawire.kill.seed=…}. What the clients had done by then differs.
 */
final class KillIT {

  private static final int ROUNDS = Integer.getInteger("deltawire.kill.rounds", 3);
  private static final long SEED = Long.getLong("deltawire.kill.seed", System.nanoTime());
  private static final int LONGEST_LIFE_MILLIS = 1500;
  private static final long PATIENCE_NANOS = 30_000_000_000L;

  @TempDir private Path directory;

  private final List<Load> loads =
      List.of(
          new IntegrationKey(),
          new AgentSessions(),
          new HomeConversations(),
          new HomeNotifications(),
          new HomeWidgets(),
          new ChatRoom(),
          new ChatReplies(),
          new ChatMarks(),
          new MessengerMail());
  private final Random random = new Random(SEED);

  @Test
  @Timeout(value = 20, unit = TimeUnit.MINUTES)
  @DisplayName(
      "X-59, X-61, H-43, C-52, M-40, I-39, A-50: what was acknowledged is there exactly once after kill -9")
  void killed() throws Exception {
    try {
      System.out.println("-Ddeltawire.kill.seed=" + SEED);
      for (int round = 0; round < ROUNDS; round++) {
        loadAndKill(round);
      }
      try (Victim last = start()) {
        check(last.outside());
      }
    } catch (AssertionError e) {
      throw new AssertionError("with -Ddeltawire.kill.seed=" + SEED + ": " + e.getMessage(), e);
    }
  }

  private void loadAndKill(int round) throws Exception {
    Crowd crowd;
    try (Victim victim = start()) {
      if (round == 0) {
        for (Load load : loads) {
          load.prepare(victim.outside());
        }
      } else {
        check(victim.outside());
      }
      List<Work> works = loads.stream().flatMap(load -> load.works(round).stream()).toList();
      List<Integer> before = acknowledged();
      crowd = Crowd.start(works, victim.outside());
      awaitProgress(victim, crowd, before);
      victim.live(random.nextInt(LONGEST_LIFE_MILLIS));
      crowd.expectTheEnd();
    }
    crowd.join();
    System.out.println("round " + round + ": " + acknowledged());
  }

  private Victim start() throws Exception {
    return Victim.start(directory.resolve("data"), directory.resolve("errors"));
  }

  private List<Integer> acknowledged() {
    return loads.stream().map(Load::acknowledged).toList();
  }

  private void check(Outside gateway) throws Exception {
    for (Load load : loads) {
      load.check(gateway);
    }
  }

  /** Until every dialect has acknowledged something; a kill before that proves little. */
  private void awaitProgress(Victim victim, Crowd crowd, List<Integer> before) throws Exception {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    for (int i = 0; i < before.size(); i++) {
      while (loads.get(i).acknowledged() == before.get(i) && !crowd.hasFailed()) {
        victim.live(10);
        assertTrue(System.nanoTime() < deadline, loads.get(i) + " makes no progress");
      }
    }
  }
}

package dev.deltawire.gateway.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.deltawire.tck.SelfSigned;
import dev.deltawire.tck.TestTls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * All attacks, one after the other, on one process a transport: the offenders meet with what they
 * should, a healthy peer is answered in time, and memory comes back.
 *
 * <p>{@code gateway/attack --long} makes them larger and longer, and takes the healthy peer at its
 * word: p99 within 50 ms. In a build, beside which others may run, five seconds have to do.
 *
 * <p>Memory is looked at when all is over, and not before: a look is a collection of everything,
 * after which the JVM gives most of its heap back, and has to get it again in the next attack.
 */
final class AttackIT {

  private static final boolean LONG = Boolean.getBoolean("deltawire.attack.long");
  private static final List<String> NAMES =
      List.of(System.getProperty("deltawire.attack.names", "").split(",", -1));
  private static final String FEW_DESCRIPTORS = "300";
  private static final int PEACE_SAMPLES = 200;
  private static final int LEAST_SAMPLES = LONG ? 100 : 5;
  private static final double MAX_P99_MILLIS = LONG ? 50 : 5000;

  /** What ended replies may take for ten minutes, in case somebody asks for them again. */
  private static final long RETAINED_MEBIBYTES = 16;

  /** What a server needs when everybody has gone: 7 for itself, accounts, and pooled memory. */
  private static final long MAX_LEFT_MEBIBYTES = 31 + RETAINED_MEBIBYTES;

  /** Between two attacks of the long form, for the ends of thousands of sockets. */
  private static final long REST_MILLIS = LONG ? 1000 : 0;

  /** So long sockets may take to be found closed that thousands have left at once. */
  private static final long FORGETTING_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** Where a reader follows what is printed; empty if nobody does. */
  private static final String ROWS = System.getProperty("deltawire.attack.rows", "");

  @TempDir private Path directory;
  private final List<String> failures = new ArrayList<>();
  private Optional<TestTls> tls = Optional.empty();

  @ParameterizedTest
  @ValueSource(strings = {"jdk", "javawebsocket"})
  @Timeout(value = 30, unit = TimeUnit.MINUTES)
  void everyAttackIsBoundedAnsweredAndForgotten(String transport) throws Exception {
    try (Besieged server = Besieged.start(transport, directory)) {
      attack(server, Attacks.all(), transport);
    }
  }

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void handshakesOfTlsAreBoundedToo() throws Exception {
    SelfSigned identity = SelfSigned.create();
    tls = Optional.of(TestTls.of(identity));
    try (Besieged server = Besieged.startWithTls(identity, directory)) {
      attack(server, Attacks.onTls(), "jdk over TLS");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jdk", "javawebsocket"})
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void descriptorsThatRunOutKeepOnlyNewPeersOut(String transport) throws Exception {
    String option = "--transport=" + transport;
    try (Besieged server = Besieged.start(FEW_DESCRIPTORS, directory, option)) {
      List<Attack> flood = List.of(Attacks.named("connections that say nothing"));
      attack(server, flood, transport + " with few descriptors");
      new HealthyPeer(server.target(), tls).close();
      server.target().rest().get("/health", "").expect(200);
    }
  }

  private void attack(Besieged server, List<Attack> attacks, String where) throws Exception {
    print("attack on " + where, "p50 ms", "p99 ms", "max ms", "heap", "RSS", "outcome");
    try (Enemy enemy = Enemy.of(server.target(), LONG)) {
      peace(server);
      for (Attack attack : attacks) {
        if (server.isAlive() && NAMES.stream().anyMatch(attack.name()::contains)) {
          attack(server, enemy, attack);
          Thread.sleep(REST_MILLIS);
        }
      }
      print("all is over", "", "", "", forgotten(server), server.residentMebibytes(), "");
      for (String failure : failures) {
        printLine("missed: " + failure + "\n");
      }
      assertEquals(List.of(), failures, server.log());
    }
  }

  /** How the healthy peer fares beside nobody: what the other lines are to be held against. */
  private void peace(Besieged server) throws Exception {
    try (HealthyPeer healthy = new HealthyPeer(server.target(), tls)) {
      double[] millis = healthy.stop(PEACE_SAMPLES);
      printTimes("nobody", millis, server.residentMebibytes(), "");
    }
  }

  private void attack(Besieged server, Enemy enemy, Attack attack) throws Exception {
    String outcome;
    double[] millis;
    Throwable trouble;
    try (HealthyPeer healthy = new HealthyPeer(server.target(), tls)) {
      outcome = enemy.attack(attack);
      millis = healthy.stop(LEAST_SAMPLES);
      trouble = healthy.trouble();
    }
    check(attack.name(), server.isAlive(), "the server has ended");
    check(attack.name(), trouble == null, "the healthy peer has met with " + trouble);
    check(attack.name(), millis[1] <= MAX_P99_MILLIS, "healthy p99 of " + millis[1] + " ms");
    check(attack.name(), outcome.contains(attack.certain()), "nobody met " + attack.certain());
    for (String met : outcome.split(" ", -1)) {
      String what = met.replaceAll("\\*.*", "");
      // Where sockets come anew for ever, some have just come.
      boolean young = LONG && what.equals("open") && outcome.contains(" ");
      boolean good = young || attack.expected().matcher(what).matches();
      check(attack.name(), good, "met with " + met);
    }
    printTimes(attack.name(), millis, server.residentMebibytes(), outcome);
  }

  private static void printTimes(String name, double[] millis, long resident, String outcome)
      throws IOException {
    print(
        name,
        String.format(Locale.ROOT, "%.2f", millis[0]),
        String.format(Locale.ROOT, "%.2f", millis[1]),
        String.format(Locale.ROOT, "%.2f", millis[2]),
        "",
        resident,
        outcome);
  }

  /**
   * Mebibytes of heap after a collection, which must be few as soon as the server has noticed that
   * everybody has gone: that takes a while where thousands go at once.
   */
  private long forgotten(Besieged server) throws Exception {
    long begun = System.nanoTime();
    long after = -1;
    while (server.isAlive() && System.nanoTime() - begun < FORGETTING_NANOS) {
      after = server.heapMebibytes();
      if (after <= MAX_LEFT_MEBIBYTES) {
        return after;
      }
    }
    failures.add("when all is over: heap of " + after + " MiB");
    return after;
  }

  private void check(String name, boolean good, String otherwise) {
    if (!good) {
      failures.add(name + ": " + otherwise);
    }
  }

  private static void print(Object... cells) throws IOException {
    printLine(String.format(Locale.ROOT, "%-55s %8s %8s %8s %5s %5s  %s%n", cells));
  }

  private static void printLine(String line) throws IOException {
    System.out.print(line);
    if (!ROWS.isEmpty()) {
      Files.writeString(Path.of(ROWS), line, StandardOpenOption.APPEND);
    }
  }
}

package dev.deltawire.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.server.spi.Capability;
import dev.deltawire.server.spi.Transport;
import dev.deltawire.tck.Rig.Link;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** T-01 to T-05, T-160: before, between and after start and close. */
abstract class StartRules extends RuleSet {

  /** How long threads that have been told to end may take. */
  private static final Duration ENDING = Duration.ofSeconds(2);

  @Test
  void t01_startReturnsTheAddressThatWasBound() throws Exception {
    try (Rig rig = rig()) {
      assertTrue(rig.address().getPort() > 0, "port 0 picks a free one");
      assertEquals(InetAddress.getLoopbackAddress(), rig.address().getAddress());
      assertServesNewcomers(rig);
    }
  }

  @Test
  void t02_nothingIsBoundOrRunningBeforeStart() throws Exception {
    int port = freePort();
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    Set<Thread> before = threads();
    try (Rig rig = unstarted(RigOptions.STANDARD.withPort(port))) {
      assertEquals(Set.of(), threadsSince(before));
      assertThrows(ConnectException.class, () -> RawPeer.connect(address).close());
      assertEquals(address, rig.start());
      assertServesNewcomers(rig);
    }
  }

  @Test
  void t03_aPortThatIsTakenMakesStartThrowAndLeavesNothing() throws Exception {
    Set<Thread> before = threads();
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Rig rig = unstarted(RigOptions.STANDARD.withPort(taken.getLocalPort()))) {
      assertThrows(IOException.class, rig::start);
      assertTrue(endSoon(before), () -> "left running: " + threadsSince(before));
    }
  }

  @Test
  void t04_closeEndsConnectionsListeningAndThreads() throws Exception {
    Set<Thread> before = threads();
    InetSocketAddress address;
    try (Rig rig = rig();
        Link link = rig.connect();
        RawPeer undecided = rig.dial()) {
      address = rig.address();
      assertServes(link);
      rig.transport().close();
      assertFalse(link.core().thread().isAlive(), "close returns when the loops have ended");
      assertTrue(link.peer().ends());
      assertTrue(undecided.ends());
      assertDisconnected(link.core());
      rig.transport().close();
    }
    assertThrows(ConnectException.class, () -> RawPeer.connect(address).close());
    assertTrue(endSoon(before), () -> "left running: " + threadsSince(before));
    neverStarted().close();
  }

  @Test
  void t05_theHttpAddressTellsTheCapability() throws Exception {
    try (Rig rig = rig()) {
      boolean http = provider().capabilities().contains(Capability.HTTP);
      assertEquals(
          http ? Optional.of(rig.address()) : Optional.empty(), rig.transport().httpAddress());
    }
  }

  @Test
  void t160_tlsIsSpokenOrRefusedAtOnce() throws Exception {
    RigOptions secure = RigOptions.STANDARD.withTls(Optional.of(TestTls.of(SelfSigned.create())));
    if (!provider().capabilities().contains(Capability.TLS)) {
      assertThrows(IllegalArgumentException.class, () -> Rig.create(provider(), secure).close());
      return;
    }
    try (Rig rig = Rig.start(provider(), secure);
        RawPeer plain = RawPeer.connect(rig.address())) {
      plain.send(RawPeer.upgradeHead("/"));
      assertFalse(rig.acceptsSoon(), "served in the clear");
      assertServesNewcomers(rig);
    }
  }

  private Transport neverStarted() {
    return unstarted(RigOptions.STANDARD).transport();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static Set<Thread> threads() {
    Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
    ForkJoinPool tests = ForkJoinTask.getPool();
    threads.removeIf(thread -> tests != null && isOf(tests, thread));
    return threads;
  }

  private static boolean isOf(ForkJoinPool pool, Thread thread) {
    return thread instanceof ForkJoinWorkerThread worker && worker.getPool() == pool;
  }

  /** New threads but those that the JDK starts for everybody. */
  private static Set<Thread> threadsSince(Set<Thread> before) {
    return threads().stream()
        .filter(thread -> !before.contains(thread) && !ofTheJdk(thread))
        .collect(Collectors.toSet());
  }

  private static boolean ofTheJdk(Thread thread) {
    ThreadGroup group = thread.getThreadGroup();
    return group == null
        || group.getName().equals("system")
        || group.getName().equals("InnocuousThreadGroup")
        || thread.getName().startsWith("ForkJoinPool.commonPool");
  }

  private static boolean endSoon(Set<Thread> before) throws InterruptedException {
    long deadline = System.nanoTime() + ENDING.toNanos();
    for (Thread thread : threadsSince(before)) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      thread.join(Math.max(1, left));
    }
    return threadsSince(before).isEmpty();
  }
}

package dev.deltawire.transport.jdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.server.internal.net.AcceptPace;
import dev.deltawire.server.spi.TlsOptions;
import dev.deltawire.tck.ScarceMemory;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.Test;

class AcceptorTest {

  @Test
  void withoutDescriptorsItWaitsAndThenAcceptsAgain() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    AtomicInteger failures = new AtomicInteger(Integer.MAX_VALUE);
    Site.Plan plan = Site.plan();
    plan.sources =
        source ->
            () -> {
              calls.incrementAndGet();
              if (failures.getAndDecrement() > 0) {
                throw new IOException("Too many open files");
              }
              return source.accept();
            };
    try (Site site = plan.start();
        Wire wire = new Wire(site.address)) {
      TimeUnit.MILLISECONDS.sleep(350);
      int tries = calls.get();
      assertTrue(tries >= 2 && tries <= 5, tries + " tries in 350 ms");
      assertEquals(1, site.defects.size(), "one report a series");
      failures.set(0);
      assertEquals("200 GET/", wire.say("GET / HTTP/1.1\r\nHost: h\r\n\r\n").response());
    }
  }

  @Test
  void aFailureLeavesOpenConnectionsAlone() throws Exception {
    AtomicInteger failing = new AtomicInteger();
    Site.Plan plan = Site.plan();
    plan.loops = 1;
    plan.sources =
        source ->
            () -> {
              if (failing.get() > 0) {
                throw new IOException("Too many open files");
              }
              return source.accept();
            };
    try (Site site = plan.start();
        Wire open = Wire.upgraded(site.address)) {
      failing.set(1);
      try (Wire waiting = new Wire(site.address)) {
        for (int i = 0; i < 20; i++) {
          assertEquals("81 " + i, open.text("" + i).frame());
        }
        failing.set(0);
        waiting.say("GET / HTTP/1.1\r\nHost: h\r\n\r\n").response();
      }
    }
  }

  @Test
  void aSocketThatComesInWhileTheLoopsEndIsClosed() throws Exception {
    AtomicInteger accepted = new AtomicInteger();
    CountDownLatch second = new CountDownLatch(1);
    Site.Plan plan = Site.plan();
    plan.sources =
        source ->
            () -> {
              SocketChannel socket = source.accept();
              if (socket != null && accepted.incrementAndGet() == 2) {
                second.countDown();
                awaitEndOf("deltawire-jdk-loop-1");
              }
              return socket;
            };
    Site site = plan.start();
    try (Wire first = Wire.upgraded(site.address);
        Wire late = new Wire(site.address)) {
      second.await();
      site.close();
      assertEquals("", late.rest());
      assertEquals("", first.rest());
    }
  }

  /** Waits a moment for a loop that should not end yet. */
  private static void awaitEndOf(String loop) {
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().equals(loop)) {
        try {
          thread.join(200);
        } catch (InterruptedException e) {
          throw new AssertionError(e);
        }
      }
    }
  }

  @Test
  void socketsOverTheLimitAreClosedWithoutAnAnswerAndEndedOnesDoNotCount() throws Exception {
    Site.Plan plan = Site.plan();
    plan.maxSockets = 2;
    try (Site site = plan.start();
        Wire first = Wire.upgraded(site.address)) {
      for (int i = 0; i < 5; i++) {
        try (Wire second = upgradedSoon(site);
            Wire third = new Wire(site.address)) {
          assertEquals("", third.rest());
          assertEquals("81 x", second.text("x").frame());
        }
      }
      assertEquals("81 x", first.text("x").frame());
    }
  }

  @Test
  void whileMemoryIsScarceSocketsAreAcceptedAFewAtATime() throws Exception {
    List<Long> accepted = new CopyOnWriteArrayList<>();
    Site.Plan plan = Site.plan();
    plan.sources =
        source ->
            () -> {
              SocketChannel socket = source.accept();
              if (socket != null) {
                accepted.add(System.nanoTime());
              }
              return socket;
            };
    ScarceMemory memory = ScarceMemory.create();
    plan.memory = memory.budget();
    List<Wire> wires = new ArrayList<>();
    try (Site site = plan.start()) {
      for (int i = 0; i < 9; i++) {
        memory.begin();
        wires.add(new Wire(site.address));
      }
      assertEquals("200 GET/", wires.get(8).say("GET / HTTP/1.1\r\nHost: h\r\n\r\n").response());
      assertTrue(ScarceMemory.longestGap(accepted) >= AcceptPace.REST_NANOS, accepted.toString());
    } finally {
      for (Wire wire : wires) {
        wire.close();
      }
    }
  }

  @Test
  void socketsOfOneAddressAreLimited() throws Exception {
    Site.Plan plan = Site.plan();
    plan.maxSocketsPerAddress = 1;
    try (Site site = plan.start();
        Wire first = Wire.upgraded(site.address);
        Wire second = new Wire(site.address)) {
      assertEquals("", second.rest());
      assertEquals("81 x", first.text("x").frame());
    }
  }

  @Test
  void aSocketThatNoConnectionIsMadeOfGivesItsPlaceBack() throws Exception {
    Site.Plan plan = Site.plan();
    plan.maxSocketsPerAddress = 1;
    plan.tls = Optional.of(new TlsOptions(AcceptorTest::noEngine, Runnable::run));
    try (Site site = plan.start()) {
      for (int i = 1; i <= 3; i++) {
        try (Wire wire = new Wire(site.address)) {
          assertEquals("", wire.rest());
          awaitDefects(site, i);
        }
      }
    }
  }

  @Test
  void aConnectionWhoseEngineFailsInTheEndGivesItsPlaceBack() throws Exception {
    Site.Plan plan = Site.plan();
    plan.maxSocketsPerAddress = 1;
    plan.tls = Optional.of(new TlsOptions(EngineThatFailsToClose::new, Runnable::run));
    try (Site site = plan.start()) {
      for (int i = 0; i < 3; i++) {
        assertEquals("200 GET/", answeredSoon(site));
      }
    }
  }

  private static final class EngineThatFailsToClose extends ClearEngine {
    @Override
    public void closeOutbound() {
      throw new IllegalStateException("no last word");
    }
  }

  private static String answeredSoon(Site site) throws Exception {
    for (int i = 0; i < 100; i++) {
      try (Wire wire = new Wire(site.address)) {
        wire.say(new byte[] {ClearEngine.HELLO}).say("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        return wire.response();
      } catch (IOException e) { // the last one's place is not free yet
        TimeUnit.MILLISECONDS.sleep(10);
      }
    }
    throw new AssertionError("no place became free");
  }

  private static void awaitDefects(Site site, int count) {
    long start = System.nanoTime();
    while (site.defects.size() < count) {
      assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(10), "no place for it");
      Thread.onSpinWait();
    }
  }

  private static SSLEngine noEngine() {
    throw new IllegalStateException("no engine");
  }

  private static Wire upgradedSoon(Site site) throws Exception {
    for (int i = 0; i < 100; i++) {
      try {
        return Wire.upgraded(site.address);
      } catch (IOException e) { // the last one's place is not free yet
        TimeUnit.MILLISECONDS.sleep(10);
      }
    }
    throw new AssertionError("no place became free");
  }
}

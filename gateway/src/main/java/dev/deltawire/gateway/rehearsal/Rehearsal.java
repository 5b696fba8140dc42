package dev.deltawire.gateway.rehearsal;

import dev.deltawire.dialects.home.DeviceType;
import dev.deltawire.dialects.home.HomeDialect;
import dev.deltawire.dialects.home.HomePrincipal;
import dev.deltawire.gateway.auth.JwtTokens;
import dev.deltawire.gateway.home.HomeTokens;
import dev.deltawire.gateway.rehearsal.Repertoire.Act;
import dev.deltawire.server.DeltawireServer;
import dev.deltawire.server.spi.TransportProvider;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * A server beside the one that serves, on a loopback port of its own, with a dialect that nothing
 * outlives; a client talks to it for a moment, so that the platform has compiled what reads and
 * answers before many peers come at once.
 */
public final class Rehearsal {

  private static final String MOUNT = "/rehearsal";
  private static final int VISITS = 8;
  private static final int SECRET_BYTES = 32;
  private static final Duration TOKEN_LIFETIME = Duration.ofMinutes(10);

  private final HomeTokens tokens;
  private final List<DeltawireServer> stages = new ArrayList<>();
  private int rounds;

  private Rehearsal() {
    byte[] secret = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(secret);
    tokens = HomeTokens.of(JwtTokens.of(secret, Duration.ZERO, InstantSource.system()));
  }

  /** Begins to rehearse for so long, on a thread of its own; not at all for no time. */
  public static void begin(List<TransportProvider> transports, Duration time) {
    if (time.isZero()) {
      return;
    }
    Thread thread = new Thread(() -> runQuietly(transports, time), "deltawire-rehearsal");
    thread.setDaemon(true);
    thread.start();
  }

  /** What fails here has been of no use, and does no harm. */
  private static void runQuietly(List<TransportProvider> transports, Duration time) {
    try {
      run(transports, time);
    } catch (IOException | RuntimeException e) {
      System.getLogger("dev.deltawire.gateway").log(Level.DEBUG, "rehearsal", e);
    }
  }

  /** Rehearses on all {@code transports} in turn; returns how often. */
  static int run(List<TransportProvider> transports, Duration time) throws IOException {
    long end = System.nanoTime() + time.toNanos();
    Rehearsal rehearsal = new Rehearsal();
    try {
      for (TransportProvider transport : transports) {
        rehearsal.openStage(transport);
      }
      while (System.nanoTime() - end < 0) {
        rehearsal.round();
      }
      return rehearsal.rounds;
    } finally {
      rehearsal.stages.forEach(DeltawireServer::close);
    }
  }

  private void openStage(TransportProvider transport) throws IOException {
    HomeDialect dialect = HomeDialect.builder().mount(MOUNT).authenticator(tokens).build();
    DeltawireServer stage = DeltawireServer.builder().transport(transport).dialect(dialect).build();
    stages.add(stage);
    stage.start();
  }

  private void round() throws IOException {
    for (DeltawireServer stage : stages) {
      converse(stage);
      for (int i = 0; i < VISITS; i++) {
        visit(stage);
      }
      if (stage.httpAddress().isPresent()) {
        RehearsalPeer.request(stage.httpAddress().get(), Repertoire.REQUEST);
      }
    }
    rounds++;
  }

  /** A connection on which much is said. */
  private void converse(DeltawireServer stage) throws IOException {
    try (RehearsalPeer peer = RehearsalPeer.open(stage.address(), target())) {
      for (Act act : Repertoire.ACTS) {
        peer.play(act);
      }
      peer.play(Repertoire.ENDS.get(rounds % Repertoire.ENDS.size()));
    }
  }

  /** A connection for one question. */
  private void visit(DeltawireServer stage) throws IOException {
    try (RehearsalPeer peer = RehearsalPeer.open(stage.address(), target())) {
      peer.play(Repertoire.ONE_QUESTION);
    }
  }

  private String target() {
    HomePrincipal somebody = HomePrincipal.of("device" + rounds, "user", DeviceType.PHONE);
    return MOUNT + "?token=" + tokens.issue(somebody, TOKEN_LIFETIME);
  }
}

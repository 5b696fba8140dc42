package dev.deltawire.peers.smoke;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs every subject for a second or two, and checks each word that eight receivers get, an echo,
 * an idle connection, and the words of the control connection.
 */
public final class Smoke {

  private static final int RECEIVERS = 8;
  private static final int TOKENS = 10_000;
  private static final int WINDOW = 256;
  private static final int STREAMS = 3;
  private static final int PACED_TOKENS = 100;
  private static final int TOKENS_PER_SECOND = 500;
  private static final String SAID = "für alle: \uD83D\uDE80 \"64\"";

  private final Path run;
  private final Path corpus;
  private final Keystore keystore;

  private Smoke(Path run, Path directory) throws Exception {
    this.run = run;
    this.corpus = Files.writeString(directory.resolve("corpus.txt"), Tokens.corpus());
    this.keystore = Keystore.create(directory.resolve("keystore.p12"));
  }

  /** {@code RUN-SCRIPT SUBJECT...} */
  public static void main(String[] arguments) throws Exception {
    List<String> subjects = List.of(arguments).subList(1, arguments.length);
    Path directory = Files.createTempDirectory("peers-smoke");
    Smoke smoke = new Smoke(Path.of(arguments[0]), directory);
    int failed = 0;
    for (String subject : subjects) {
      failed += smoke.passes(subject) ? 0 : 1;
    }
    System.exit(failed == 0 ? 0 : 1);
  }

  private boolean passes(String subject) {
    long start = System.nanoTime();
    try {
      check(subject);
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      System.out.println("peers: " + subject + " passes in " + millis + " ms");
      return true;
    } catch (Exception | AssertionError e) {
      System.out.println("peers: " + subject + " fails: " + e);
      return false;
    }
  }

  private void check(String subject) throws Exception {
    boolean secure = subject.contains("-tls");
    try (ServerProcess server = ServerProcess.start(run, subject, corpus, keystore.path(secure));
        Clients clients = new Clients(keystore.trust(), secure, server.port())) {
      Listener idle = clients.connect("/idle");
      echoes(clients.connect("/echo"));
      List<Receiver> receivers = clients.receivers(0, RECEIVERS);
      saturated(server, receivers);
      streams(server, clients, receivers);
      counts(server);
      idle.requireSilence();
      server.end();
    }
  }

  private static void echoes(Listener client) throws Exception {
    client.say(SAID);
    client.say("");
    Expect.equal(SAID, client.heard());
    Expect.equal("", client.heard());
  }

  private static void saturated(ServerProcess server, List<Receiver> receivers) throws Exception {
    server.ask("fanout 1 0 " + WINDOW, "started \\d+");
    for (long acknowledged = 0; acknowledged < TOKENS; ) {
      long next = acknowledged + WINDOW / 4;
      for (Receiver receiver : receivers) {
        receiver.await(next);
      }
      server.tell("ack " + next);
      acknowledged = next;
    }
    finish(server, receivers);
  }

  /** A second production, paced, with one more receiver for each of some more streams. */
  private static void streams(ServerProcess server, Clients clients, List<Receiver> first)
      throws Exception {
    List<Receiver> receivers = new ArrayList<>(first);
    for (int stream = 1; stream < STREAMS; stream++) {
      receivers.addAll(clients.receivers(stream, 1));
    }
    receivers.forEach(Receiver::restart);
    server.ask("fanout " + STREAMS + " " + TOKENS_PER_SECOND + " " + WINDOW, "started \\d+");
    for (Receiver receiver : receivers) {
      receiver.await(PACED_TOKENS);
    }
    finish(server, receivers);
  }

  /** Every receiver gets exactly what the server says that it has produced. */
  private static void finish(ServerProcess server, List<Receiver> receivers) throws Exception {
    String stopped = server.ask("stop", "stopped \\d+");
    long produced = Long.parseLong(stopped.substring("stopped ".length()));
    for (Receiver receiver : receivers) {
      receiver.await(produced);
      Expect.equal(produced, receiver.tokens());
    }
  }

  private static void counts(ServerProcess server) throws Exception {
    server.tell("gc");
    server.ask("stats", "stats [1-9]\\d*( \\d+){5}");
    server.ask("stop", "error .*");
    server.ask("nonsense", "error .*");
  }
}

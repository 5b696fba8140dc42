package dev.deltawire.peers;

import java.util.stream.Stream;

/**
 * One peer as a process: {@code SUBJECT --loops 1 --corpus FILE [--tls KEYSTORE]}; lists all:
 * {@code subjects}.
 */
public final class PeerMain {

  private PeerMain() {}

  /** Serves until the control connection ends. */
  public static void main(String[] arguments) {
    if (arguments.length == 1 && arguments[0].equals("subjects")) {
      Stream.of(Subject.values()).forEach(System.out::println);
      return;
    }
    try {
      Settings settings = Settings.parse(arguments);
      Peer<?, ?> peer = settings.subject().open(settings);
      int port = peer.start();
      try (Control control = new Control(peer, settings.subject().batch())) {
        System.out.println("ready " + port + " " + control.port());
        control.serve();
      }
    } catch (IllegalArgumentException e) {
      System.err.println("peers: " + e.getMessage());
      Runtime.getRuntime().halt(2);
    } catch (Exception e) {
      e.printStackTrace();
      Runtime.getRuntime().halt(1);
    }
    // Libraries have threads of their own, and shutdown hooks that would say good-bye to everybody.
    Runtime.getRuntime().halt(0);
  }
}

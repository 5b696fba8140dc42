package dev.deltawire.peers;

import java.io.IOException;
import java.nio.file.Path;

/**
 * What the command line says.
 *
 * @param keystore in PKCS 12, opened by {@link #PASSWORD}; {@code null} without TLS
 */
record Settings(Subject subject, Deltas deltas, Path keystore) {

  static final String PASSWORD = "changeit";

  private static final String USAGE =
      "usage: SUBJECT --loops 1 --corpus FILE [--tls KEYSTORE], with one of ";

  static Settings parse(String... arguments) throws IOException {
    if (arguments.length % 2 == 0) {
      throw usage();
    }
    Path corpus = null;
    Path keystore = null;
    for (int i = 1; i < arguments.length; i += 2) {
      String value = arguments[i + 1];
      switch (arguments[i]) {
        case "--corpus" -> corpus = Path.of(value);
        case "--tls" -> keystore = Path.of(value);
        case "--loops" -> requireOne(value);
        default -> throw usage();
      }
    }
    Subject subject = Subject.named(arguments[0]);
    if (corpus == null || subject == null || subject.needsKeystore() != (keystore != null)) {
      throw usage();
    }
    return new Settings(subject, Deltas.read(corpus), keystore);
  }

  private static void requireOne(String loops) {
    if (!loops.equals("1")) {
      throw new IllegalArgumentException("a peer has one loop, not " + loops);
    }
  }

  private static IllegalArgumentException usage() {
    return new IllegalArgumentException(USAGE + Subject.names());
  }
}

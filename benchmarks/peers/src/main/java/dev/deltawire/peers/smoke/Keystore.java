package dev.deltawire.peers.smoke;

import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A key of the loopback interface's own, and who trusts it. */
final class Keystore {

  private static final String PASSWORD = "changeit";

  private final Path file;

  private Keystore(Path file) {
    this.file = file;
  }

  static Keystore create(Path file) throws IOException, InterruptedException {
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    List<String> options =
        List.of(
            "-genkeypair -alias peers -keyalg EC -dname CN=localhost",
            "-ext san=dns:localhost,ip:127.0.0.1 -storetype PKCS12 -storepass " + PASSWORD);
    List<String> command = new ArrayList<>(List.of(keytool.toString()));
    options.forEach(some -> command.addAll(List.of(some.split(" ", -1))));
    command.addAll(List.of("-keystore", file.toString()));
    Process process = new ProcessBuilder(command).inheritIO().start();
    Expect.equal(0, process.waitFor());
    return new Keystore(file);
  }

  /** {@code null} if it is not wanted. */
  Path path(boolean wanted) {
    return wanted ? file : null;
  }

  SSLContext trust() throws Exception {
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray()));
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), new SecureRandom());
    return context;
  }
}

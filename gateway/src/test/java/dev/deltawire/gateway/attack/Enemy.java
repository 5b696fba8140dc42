package dev.deltawire.gateway.attack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;

/** The process from which all attacks on one gateway come. */
final class Enemy implements AutoCloseable {

  private final Process process;
  private final BufferedWriter names;
  private final BufferedReader outcomes;

  private Enemy(Process process) {
    this.process = process;
    this.names = process.outputWriter(UTF_8);
    this.outcomes = process.inputReader(UTF_8);
  }

  static Enemy of(Target target, boolean isLong) throws IOException {
    return new Enemy(
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Attacker.class.getName(),
                Integer.toString(target.http()),
                Integer.toString(target.webSocket()),
                isLong ? "long" : "short")
            .redirectError(Redirect.INHERIT)
            .start());
  }

  /** Attacks, and returns what the sockets have met with when it is over. */
  String attack(Attack attack) throws IOException {
    names.write(attack.name() + "\n");
    names.flush();
    String outcome = outcomes.readLine();
    if (outcome == null) {
      throw new IOException("the attacking process has ended in: " + attack.name());
    }
    return outcome;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}

package dev.deltawire.gateway;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs {@code ./deltawire} as a user would. */
public final class Processes {

  /** Generous: several builds may share the machine. */
  static final int DEADLINE_SECONDS = 60;

  private static final Path SCRIPT = root().resolve("deltawire");

  private Processes() {}

  /** The directory of the whole build. */
  public static Path root() {
    Path path = Path.of("").toAbsolutePath();
    while (!Files.exists(path.resolve("deltawire"))) {
      path = path.getParent();
    }
    return path;
  }

  /** Starts the script; standard error goes to {@code errors}. */
  public static Process start(Path errors, String... arguments) throws IOException {
    return start(SCRIPT, root(), errors, arguments);
  }

  /** The same with a variable of the environment. */
  static Process startWith(String variable, String value, Path errors, String... arguments)
      throws IOException {
    ProcessBuilder builder = builder(SCRIPT, root(), errors, arguments);
    builder.environment().put(variable, value);
    return builder.start();
  }

  /** The same for a script of another place. */
  public static Process start(Path script, Path directory, Path errors, String... arguments)
      throws IOException {
    return builder(script, directory, errors, arguments).start();
  }

  private static ProcessBuilder builder(
      Path script, Path directory, Path errors, String... arguments) {
    List<String> command = new ArrayList<>(List.of(script.toString()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).directory(directory.toFile()).redirectError(errors.toFile());
  }

  /** One line of standard output. */
  static String line(BufferedReader output) {
    try {
      return output.readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All standard output, to its end. */
  public static String output(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /** The exit code. */
  public static int exitCode(Process process) throws InterruptedException {
    if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("still running after " + DEADLINE_SECONDS + " s");
    }
    return process.exitValue();
  }
}

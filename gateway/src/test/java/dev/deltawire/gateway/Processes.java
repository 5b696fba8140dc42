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
import java.util.stream.Stream;

/** Runs {@code ./deltawire} as a user would. */
public final class Processes {

  /** Generous: several builds may share the machine. */
  static final int DEADLINE_SECONDS = 60;

  /** The line of a process's status that has a bit for each signal that it ignores. */
  private static final String IGNORED = "SigIgn:\t";

  private static final long SIGINT = 1L << 1;

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

  /** Starts the script without a rehearsal; standard error goes to {@code errors}. */
  public static Process start(Path errors, String... arguments) throws IOException {
    return startWith("DELTAWIRE_REHEARSAL_TIME", "0s", errors, arguments);
  }

  /** The same with a variable of the environment, and a rehearsal. */
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
    List<String> command = new ArrayList<>();
    if (ignoresInterrupts()) {
      command.addAll(List.of("env", "--default-signal=INT"));
    }
    command.add(script.toString());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).directory(directory.toFile()).redirectError(errors.toFile());
  }

  /** Whether this process was started in a shell's background, which children inherit. */
  private static boolean ignoresInterrupts() {
    try (Stream<String> status = Files.lines(Path.of("/proc/self/status"))) {
      return status
          .filter(line -> line.startsWith(IGNORED))
          .anyMatch(line -> (Long.parseLong(line.substring(IGNORED.length()), 16) & SIGINT) != 0);
    } catch (IOException e) { // another system than Linux
      return false;
    }
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

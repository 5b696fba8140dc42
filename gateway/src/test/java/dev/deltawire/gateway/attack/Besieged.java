package dev.deltawire.gateway.attack;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.deltawire.gateway.Processes;
import dev.deltawire.gateway.outside.Jwt;
import dev.deltawire.gateway.outside.Outside;
import dev.deltawire.tck.SelfSigned;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A gateway in a process of its own, as it is by default, with 256 MiB of heap. */
final class Besieged implements AutoCloseable {

  private static final Pattern READY =
      Pattern.compile("ready https?://127\\.0\\.0\\.1:(\\d+)(?: wss?://127\\.0\\.0\\.1:(\\d+))?");

  private static final Pattern HEAP_USED = Pattern.compile("used (\\d+)K");
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

  private final Process process;
  private final Target target;
  private final Path errors;

  private Besieged(Process process, Target target, Path errors) {
    this.process = process;
    this.target = target;
    this.errors = errors;
  }

  /** The settings let the test in; no limit is among them. */
  static Besieged start(String transport, Path directory) throws IOException {
    return start("hard", directory, "--transport=" + transport);
  }

  /** One with a certificate. */
  static Besieged startWithTls(SelfSigned identity, Path directory) throws IOException {
    Path certificate = Files.writeString(directory.resolve("cert"), identity.certificatePem());
    Path key = Files.writeString(directory.resolve("key"), identity.keyPem());
    return start("hard", directory, "--tls-cert=" + certificate, "--tls-key=" + key);
  }

  /** One that may open so many descriptors, as {@code ulimit -n} takes it. */
  static Besieged start(String descriptors, Path directory, String... options) throws IOException {
    Path errors = directory.resolve("errors");
    String command = "ulimit -n " + descriptors + " && JDK_JAVA_OPTIONS=-Xmx256m exec ";
    Stream<String> settings =
        Stream.of(
            "--port=0",
            "--data=" + directory.resolve("data"),
            "--set=operator.token=" + Outside.OPERATOR,
            "--set=home.jwtSecret=" + Jwt.SECRET,
            "--set=agent.jwtSecret=" + Jwt.SECRET,
            "--set=chat.devMode=true");
    Stream<String> shell = Stream.of("-c", command + "./deltawire serve \"$@\"", "serve");
    String[] arguments =
        Stream.of(shell, Stream.of(options), settings).flatMap(s -> s).toArray(String[]::new);
    Process process = Processes.start(Path.of("/bin/bash"), Processes.root(), errors, arguments);
    return new Besieged(process, ready(process, errors), errors);
  }

  private static Target ready(Process process, Path errors) throws IOException {
    BufferedReader output = process.inputReader(UTF_8);
    String line = String.valueOf(output.readLine());
    Matcher ready = READY.matcher(line);
    if (!ready.matches()) {
      process.destroyForcibly();
      throw new IOException(line + "\n" + Files.readString(errors));
    }
    int http = Integer.parseInt(ready.group(1));
    int webSocket = ready.group(2) == null ? http : Integer.parseInt(ready.group(2));
    return new Target(http, webSocket);
  }

  Target target() {
    return target;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** What it has written to standard error. */
  String log() throws IOException {
    return Files.readString(errors);
  }

  /** Mebibytes of heap that are in use after a collection. */
  long heapMebibytes() throws IOException, InterruptedException {
    jcmd("GC.run");
    Matcher used = HEAP_USED.matcher(jcmd("GC.heap_info"));
    return used.find() ? Long.parseLong(used.group(1)) >> 10 : -1;
  }

  /** Mebibytes of memory that the process takes of the machine. */
  long residentMebibytes() throws IOException {
    Path status = Path.of("/proc/" + process.pid() + "/status");
    Matcher resident = RESIDENT.matcher(Files.exists(status) ? Files.readString(status) : "");
    return resident.find() ? Long.parseLong(resident.group(1)) >> 10 : -1;
  }

  private String jcmd(String command) throws IOException, InterruptedException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Process asked =
        new ProcessBuilder(List.of(jcmd, Long.toString(process.pid()), command))
            .redirectErrorStream(true)
            .start();
    String answer = Processes.output(asked);
    asked.waitFor();
    return answer;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}

package dev.deltawire.peers.smoke;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A peer's process and the control connection to it. */
final class ServerProcess implements AutoCloseable {

  private static final int PATIENCE_SECONDS = 30;

  private final Process process;
  private final int port;
  private final Socket control;
  private final BufferedReader answers;

  private ServerProcess(Process process, String ready) throws IOException {
    Expect.that(ready != null && ready.matches("ready \\d+ \\d+"), "no ready line, but " + ready);
    String[] words = ready.split(" ", -1);
    this.process = process;
    this.port = Integer.parseInt(words[1]);
    this.control = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(words[2]));
    control.setSoTimeout((int) TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
    this.answers = new BufferedReader(new InputStreamReader(control.getInputStream(), UTF_8));
  }

  /** Starts it; the keystore is {@code null} without TLS. */
  static ServerProcess start(Path run, String subject, Path corpus, Path keystore)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(run.toString(), subject, "--loops", "1", "--corpus", corpus.toString()));
    if (keystore != null) {
      command.addAll(List.of("--tls", keystore.toString()));
    }
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try {
      return new ServerProcess(process, process.inputReader().readLine());
    } catch (IOException | AssertionError e) {
      process.destroyForcibly();
      throw e;
    }
  }

  int port() {
    return port;
  }

  void tell(String line) throws IOException {
    control.getOutputStream().write((line + "\n").getBytes(UTF_8));
  }

  /** {@return the answer, which has to match the pattern} */
  String ask(String line, String pattern) throws IOException {
    tell(line);
    String answer = answers.readLine();
    Expect.that(answer != null && answer.matches(pattern), line + " is answered by " + answer);
    return answer;
  }

  /** The process ends well when its control connection does. */
  void end() throws Exception {
    control.close();
    Expect.that(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "the process goes on");
    Expect.equal(0, process.exitValue());
  }

  @Override
  public void close() throws IOException {
    control.close();
    process.destroyForcibly();
  }
}

package dev.deltawire.benchmarks.fanout;

import java.io.BufferedReader;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** {@link ServerMain} in a JVM of its own, on a processor of its own where that can be had. */
final class ServerProcess implements AutoCloseable {

  private static final List<String> JVM_OPTIONS = List.of("-Xms1g", "-Xmx1g", "-XX:+UseSerialGC");

  private static final int START_SECONDS = 20;
  private static final int STOP_SECONDS = 5;

  private final Process process;
  private final DataOutputStream control;
  private final BlockingQueue<String> replies = new LinkedBlockingQueue<>();

  private ServerProcess(Process process) {
    this.process = process;
    this.control = new DataOutputStream(process.getOutputStream());
    Thread reader = new Thread(this::readReplies, "server-replies");
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Starts a server.
   *
   * @param prefix a command that runs its arguments, such as {@code taskset -c 1}; may be empty
   */
  static ServerProcess launch(FanOutSubject subject, Scenario scenario, List<String> prefix)
      throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JVM_OPTIONS);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(ServerMain.class.getName(), subject.name()));
    command.addAll(scenario.toArguments());
    ProcessBuilder builder = new ProcessBuilder(command);
    return new ServerProcess(builder.redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /** Where it listens; waits until it does. */
  InetSocketAddress address() throws IOException {
    String ready = reply(TimeUnit.SECONDS.toMillis(START_SECONDS));
    if (ready == null || !ready.startsWith(ServerMain.READY)) {
      throw new IOException("the server did not start: " + ready);
    }
    int port = Integer.parseInt(ready.substring(ServerMain.READY.length()));
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /** Writes one message of {@link Control}. */
  void send(long message) throws IOException {
    control.writeLong(message);
    control.flush();
  }

  /** The next line that the server has printed; null when none comes in time. */
  String reply(long timeoutMillis) throws IOException {
    try {
      return replies.poll(timeoutMillis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    try (control) {
      control.flush();
    } catch (IOException e) {
      process.destroyForcibly();
    }
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private void readReplies() {
    try (BufferedReader lines = process.inputReader()) {
      lines.lines().forEach(replies::add);
    } catch (IOException | UncheckedIOException e) {
      replies.add("lost: " + e);
    }
  }
}

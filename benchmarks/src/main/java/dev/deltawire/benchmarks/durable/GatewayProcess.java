package dev.deltawire.benchmarks.durable;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A gateway in a JVM of its own, as {@code ./deltawire serve} starts it. */
final class GatewayProcess implements AutoCloseable {

  private static final String READY = "ready ";
  private static final int STOP_SECONDS = 15;

  private final Process process;
  private final URI address;
  private final String operatorToken;

  private GatewayProcess(Process process, URI address, String operatorToken) {
    this.process = process;
    this.address = address;
    this.operatorToken = operatorToken;
  }

  /** Starts one over a data directory; settings are {@code key=value}. */
  static GatewayProcess launch(Path data, String... settings) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xms512m", "-Xmx512m", "-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("dev.deltawire.gateway.Main", "serve"));
    command.addAll(List.of("--port", "0", "--data", data.toString()));
    for (String setting : settings) {
      command.addAll(List.of("--set", setting));
    }
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = out.readLine();
    if (line == null || !line.startsWith(READY)) {
      process.destroyForcibly();
      throw new IOException("the gateway did not start: " + line);
    }
    String token = Files.readString(data.resolve("operator-token")).strip();
    return new GatewayProcess(process, URI.create(line.substring(READY.length())), token);
  }

  InetSocketAddress address() {
    return new InetSocketAddress(address.getHost(), address.getPort());
  }

  String operatorToken() {
    return operatorToken;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}

package dev.deltawire.transport.jdk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.deltawire.server.spi.TransportOptions;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DescriptorsTest {

  private static final int LIMIT = 100;
  private static final int SOCKETS = 200;
  private static final String REQUEST = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";

  @TempDir Path jars;

  @Test
  void aProcessThatRunsOutOfDescriptorsServesOnAndRecovers() throws Exception {
    Process process = starved();
    try (BufferedReader output =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      int port = Integer.parseInt(output.readLine());
      InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
      List<Wire> wires = new ArrayList<>();
      for (int i = 0; i < SOCKETS; i++) {
        wires.add(new Wire(address));
      }
      assertEquals("accepting a socket", output.readLine());
      assertEquals("200 GET/", wires.get(0).say(REQUEST).response());
      for (Wire wire : wires) {
        wire.socket.close();
      }
      try (Wire newcomer = new Wire(address)) {
        assertEquals("200 GET/", newcomer.say(REQUEST).response());
      }
    } finally {
      process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
  }

  private Process starved() throws IOException {
    String classPath =
        String.join(
            File.pathSeparator,
            jar(Path.of("target", "classes")),
            jar(Path.of("target", "test-classes")),
            jar(locationOf(TransportOptions.class)));
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new ProcessBuilder(
            "sh",
            "-c",
            "ulimit -n " + LIMIT + " && exec \"$@\"",
            "sh",
            java,
            "-cp",
            classPath,
            StarvedServer.class.getName())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** A class that comes out of a directory needs a descriptor of its own; installed ones don't. */
  private String jar(Path classes) {
    if (classes.toString().endsWith(".jar")) {
      return classes.toString();
    }
    Path jar =
        jars.resolve(classes.toAbsolutePath().toString().replace(File.separatorChar, '_') + ".jar");
    ToolProvider tool = ToolProvider.findFirst("jar").orElseThrow();
    int status =
        tool.run(System.out, System.err, "cf", jar.toString(), "-C", classes.toString(), ".");
    assertEquals(0, status);
    return jar.toString();
  }

  private static Path locationOf(Class<?> type) {
    return Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()));
  }
}

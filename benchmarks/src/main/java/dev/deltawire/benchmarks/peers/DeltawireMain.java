package dev.deltawire.benchmarks.peers;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.deltawire.server.DeltawireServer;
import dev.deltawire.server.ServerLimits;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;

/**
 * Our server as a process: {@code SUBJECT --loops 1 --corpus FILE}. It prints {@code ready}, its
 * port and the control port, and ends with the control connection.
 */
public final class DeltawireMain {

  private static final int MAX_CONNECTIONS = 16_000;

  private DeltawireMain() {}

  /** Serves until the control connection ends. */
  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length != 5 || !args[1].equals("--loops") || !args[3].equals("--corpus")) {
      throw new IllegalArgumentException("SUBJECT --loops N --corpus FILE");
    }
    List<String> tokens = CorpusFile.read(Path.of(args[4]));
    ConversationStreams streams = new ConversationStreams(args[0].endsWith("-merged"));
    PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, US_ASCII);
    try (DeltawireServer server = server(args[0], Integer.parseInt(args[2]), streams);
        ServerSocket control = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      streams.start(server.streams());
      InetSocketAddress address = server.start();
      out.println("ready " + address.getPort() + ' ' + control.getLocalPort());
      try (Socket orders = control.accept()) {
        new ControlConnection(orders, streams, tokens).serve();
      }
    }
  }

  private static DeltawireServer server(String subject, int loops, ConversationStreams streams) {
    DeltawireServer.Builder builder =
        DeltawireServer.builder()
            .transport(subject.contains("javawebsocket") ? "javawebsocket" : "jdk")
            .loops(loops)
            .dialect(new BenchmarkDialect("/echo", Echo::new))
            .dialect(new BenchmarkDialect("/idle", connection -> new Silence()))
            .limits(
                ServerLimits.builder()
                    .maxConnections(MAX_CONNECTIONS)
                    .maxConnectionsPerPrincipal(MAX_CONNECTIONS)
                    .build());
    for (int k = 0; k < ConversationStreams.COUNT; k++) {
      int stream = k;
      builder.dialect(
          new BenchmarkDialect("/stream/" + k, connection -> streams.join(stream, connection)));
    }
    return builder.build();
  }
}

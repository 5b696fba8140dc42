package dev.deltawire.benchmarks.peers;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.deltawire.server.DeltawireServer;
import dev.deltawire.server.ServerLimits;
import dev.deltawire.server.Tls;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;

/**
 * Our server as a process: {@code SUBJECT --loops 1 --corpus FILE [--tls KEYSTORE]}. It prints
 * {@code ready}, its port and the control port, and ends with the control connection.
 */
public final class DeltawireMain {

  private static final int MAX_CONNECTIONS = 16_000;

  /** Of the key store that a run makes. */
  private static final String PASSWORD = "changeit";

  private DeltawireMain() {}

  /** Serves until the control connection ends. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Arguments given =
        new Arguments(
            List.of(args).subList(1, args.length),
            Set.of(),
            Set.of("--loops", "--corpus", "--tls"),
            "SUBJECT --loops N --corpus FILE [--tls KEYSTORE]");
    List<String> tokens = CorpusFile.read(given.path("--corpus"));
    ConversationStreams streams = new ConversationStreams(args[0].endsWith("-merged"));
    PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, US_ASCII);
    try (DeltawireServer server = server(args[0], given, streams);
        ServerSocket control = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      streams.start(server.streams());
      InetSocketAddress address = server.start();
      out.println("ready " + address.getPort() + ' ' + control.getLocalPort());
      try (Socket orders = control.accept()) {
        new ControlConnection(orders, streams, tokens).serve();
      }
    }
  }

  private static DeltawireServer server(
      String subject, Arguments given, ConversationStreams streams) throws IOException {
    DeltawireServer.Builder builder =
        DeltawireServer.builder()
            .transport(subject.contains("javawebsocket") ? "javawebsocket" : "jdk")
            .loops(given.number("--loops").orElseThrow().intValue())
            .dialect(new BenchmarkDialect("/echo", Echo::new))
            .dialect(new BenchmarkDialect("/idle", connection -> new Silence()))
            .limits(
                ServerLimits.builder()
                    .maxConnections(MAX_CONNECTIONS)
                    .maxConnectionsPerPrincipal(MAX_CONNECTIONS)
                    .build());
    if (given.has("--tls")) {
      builder.tls(Tls.ofPkcs12(given.path("--tls"), PASSWORD.toCharArray()));
    }
    for (int k = 0; k < ConversationStreams.COUNT; k++) {
      int stream = k;
      builder.dialect(
          new BenchmarkDialect("/stream/" + k, connection -> streams.join(stream, connection)));
    }
    return builder.build();
  }
}

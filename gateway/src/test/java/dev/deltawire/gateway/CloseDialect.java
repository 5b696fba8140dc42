package dev.deltawire.gateway;

import dev.deltawire.server.Connection;
import dev.deltawire.server.DeltawireServer;
import dev.deltawire.server.Frame;
import dev.deltawire.server.ServerLimits;
import dev.deltawire.server.Tls;
import dev.deltawire.server.spi.Dialect;
import dev.deltawire.server.spi.DialectOptions;
import dev.deltawire.server.spi.HttpRequest;
import dev.deltawire.server.spi.HttpResponse;
import dev.deltawire.server.spi.Node;
import dev.deltawire.server.spi.Session;
import dev.deltawire.tck.RawPeer;
import dev.deltawire.tck.SelfSigned;
import dev.deltawire.tck.TestTls;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;

/**
 * A dialect that does what its peers tell it: {@code say N} sends a text of N letters, {@code close
 * CODE} closes; what its sessions hear is kept.
 */
final class CloseDialect implements Dialect, AutoCloseable {

  private static final String ENDED = "ended";
  private static final String OVER_TLS = " over TLS";

  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private final List<RawPeer> peers = new ArrayList<>();
  private final DeltawireServer server;
  private final Optional<TestTls> tls;
  private InetSocketAddress address;

  private CloseDialect(String wire, ServerLimits limits) throws IOException {
    DeltawireServer.Builder builder = DeltawireServer.builder().dialect(this).limits(limits);
    boolean secure = wire.endsWith(OVER_TLS);
    if (secure) {
      builder.tls(Identity.files());
    }
    tls = secure ? Optional.of(TestTls.of(Identity.SELF)) : Optional.empty();
    server = builder.transport(wire.replace(OVER_TLS, "")).build();
  }

  /** Every transport's name, and what it is called where it speaks TLS. */
  static Stream<String> wires() {
    return HomeServer.transports()
        .flatMap(name -> Stream.of(name, name + OVER_TLS))
        .filter(wire -> !wire.equals("javawebsocket" + OVER_TLS));
  }

  /** Serves it over one of the {@link #wires}. */
  static CloseDialect serve(String wire, ServerLimits limits) throws IOException {
    CloseDialect dialect = new CloseDialect(wire, limits);
    dialect.address = dialect.server.start();
    return dialect;
  }

  /** An upgraded peer. */
  RawPeer peer() throws IOException {
    return upgraded(RawPeer.connect(address, 0, tls));
  }

  /** An upgraded peer with small buffers of its own. */
  RawPeer slow() throws IOException {
    return upgraded(RawPeer.connect(address, 4096, tls));
  }

  private RawPeer upgraded(RawPeer peer) throws IOException {
    peers.add(peer);
    if (peer.upgrade("/close").status() != 101) {
      throw new IOException("not upgraded");
    }
    return peer;
  }

  /** The next thing that a session has heard. */
  String heard() throws InterruptedException {
    return heard.take();
  }

  /** Whether a session has heard of its end, and nothing before. */
  boolean ended() throws InterruptedException {
    return heard().equals(ENDED);
  }

  boolean heardNothingMore() {
    return heard.isEmpty();
  }

  static String text(int letters) {
    return "0123456789abcdef".repeat(letters / 16);
  }

  @Override
  public String name() {
    return "close";
  }

  @Override
  public String mount() {
    return "/close";
  }

  @Override
  public DialectOptions options() {
    Duration seldom = Duration.ofSeconds(30);
    return new DialectOptions(1 << 16, seldom, seldom, Set.of(), DialectOptions.Dispatch.INLINE);
  }

  @Override
  public void start(Node node) {}

  @Override
  public Admission admit(HttpRequest upgrade) {
    return new Admission.Accepted("peer", null, Obedient::new);
  }

  @Override
  public HttpResponse refusal(int status) {
    return HttpResponse.text(status, "");
  }

  @Override
  public void close() throws IOException {
    for (RawPeer peer : peers) {
      peer.close();
    }
    server.close();
  }

  /** The certificate of all servers over TLS. */
  private static final class Identity {

    private static final SelfSigned SELF = SelfSigned.create();

    static Tls files() throws IOException {
      Path cert = Files.createTempFile("close", ".cert.pem");
      Path key = Files.createTempFile("close", ".key.pem");
      try {
        return Tls.ofPem(
            Files.writeString(cert, SELF.certificatePem()), Files.writeString(key, SELF.keyPem()));
      } finally {
        Files.delete(cert);
        Files.delete(key);
      }
    }
  }

  private final class Obedient implements Session {

    private final Connection connection;

    Obedient(Connection connection) {
      this.connection = connection;
    }

    @Override
    public void onMessage(byte[] text, int offset, int length) {
      String message = new String(text, offset, length, StandardCharsets.UTF_8);
      heard.add(message);
      int number = Integer.parseInt(message.substring(message.indexOf(' ') + 1));
      if (message.startsWith("say")) {
        connection.send(Frame.text(text(number)));
      } else {
        connection.close(number, "as told");
      }
    }

    @Override
    public void onClosed() {
      heard.add(ENDED);
    }
  }
}

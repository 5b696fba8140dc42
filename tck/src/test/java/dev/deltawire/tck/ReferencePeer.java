package dev.deltawire.tck;

import dev.deltawire.server.spi.Acceptance;
import dev.deltawire.server.spi.HttpRequest;
import dev.deltawire.server.spi.HttpResponse;
import dev.deltawire.server.spi.TransportOptions;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

/** One TCP peer: its requests, until one of them makes it a {@link ReferenceConnection}. */
final class ReferencePeer {

  static final Duration LINGER = Duration.ofSeconds(1);

  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  private final ReferenceTransport transport;
  private final Socket socket;
  private final Sabotage sabotage;
  private final ReferenceInput input;
  private final ReferenceHttp http;
  private final ReferenceVerdict verdict = new ReferenceVerdict();
  private InputStream in;
  private volatile ReferenceConnection connection;

  ReferencePeer(ReferenceTransport transport, Socket socket, Sabotage sabotage) throws IOException {
    this.transport = transport;
    this.socket = socket;
    this.sabotage = sabotage;
    input = new ReferenceInput(socket);
    in = new BufferedInputStream(input);
    http = new ReferenceHttp(socket.getOutputStream(), transport, sabotage);
  }

  Socket socket() {
    return socket;
  }

  boolean upgraded() {
    return connection != null;
  }

  /** Serves the peer to its end. Thread: its own. */
  void run() {
    try {
      serve();
    } catch (IOException e) { // gone, or closed by ourselves
      closeQuietly();
    } finally {
      closeQuietly();
      transport.gone(this);
    }
  }

  /** Ends the peer. Thread: any. */
  void terminate() {
    verdict.abandon();
    ReferenceConnection open = connection;
    if (open != null) {
      open.terminate();
    }
    closeQuietly();
  }

  private void serve() throws IOException {
    try {
      boolean more = true;
      while (more) {
        more = serveRequest();
      }
    } catch (ReferenceHead.Refused e) {
      http.write(HttpResponse.text(e.status(), e.getMessage()), false);
      linger();
    } catch (SocketTimeoutException e) {
      http.write(HttpResponse.text(408, "too slow"), false);
    }
  }

  private boolean serveRequest() throws IOException {
    TransportOptions options = transport.options();
    if (sabotage.breaks(101)) {
      in = new BufferedInputStream(input);
    }
    if (!sabotage.breaks(25)) {
      input.expectWithin(options.headTimeout());
    }
    ReferenceHead head =
        new ReferenceHead(
            in, options.maxHeadBytes(), options.maxBodyBytes(), options.memory(), sabotage);
    HttpRequest request = head.read((InetSocketAddress) socket.getRemoteSocketAddress());
    if (isUpgrade(request) || sabotage.breaks(26)) {
      upgrade(request);
      return false;
    }
    ReferenceWatch watch = new ReferenceWatch(in, input, sabotage);
    boolean more = http.answer(request, head.body(request), watch);
    if (!more) {
      linger();
    }
    return more;
  }

  private boolean isUpgrade(HttpRequest request) {
    return sabotage.breaks(120)
        ? request.header("upgrade").equals(List.of("websocket"))
        : request.headerHasToken("upgrade", "websocket");
  }

  private void upgrade(HttpRequest request) throws IOException {
    boolean version13 = request.header("sec-websocket-version").contains("13");
    if ((hasBody(request) && !sabotage.breaks(21)) || (!version13 && sabotage.breaks(18))) {
      throw new ReferenceHead.Refused(400, "upgrade");
    }
    if (!sabotage.breaks(19)) {
      input.expectAnyTime();
    }
    transport.loop().loop().execute(() -> ask(request));
    ReferenceVerdict.Answer answer = verdict.await();
    if (answer instanceof ReferenceVerdict.Answer.Accepted accepted) {
      open(request, accepted.acceptance());
    } else if (answer instanceof ReferenceVerdict.Answer.Refused refused) {
      if (sabotage.breaks(15)) {
        return;
      }
      http.write(sabotage.breaks(14) ? HttpResponse.text(404, "") : refused.response(), false);
      linger();
    }
  }

  private void ask(HttpRequest request) {
    transport.upgrades().upgrade(request, verdict);
    if (sabotage.breaks(12)) {
      try {
        verdict.await();
      } catch (IOException e) { // abandoned
        closeQuietly();
      }
    }
  }

  private void open(HttpRequest request, Acceptance accepted) throws IOException {
    connection = new ReferenceConnection(transport, socket, accepted.maxMessageBytes(), sabotage);
    boolean late = sabotage.breaks(6) || sabotage.breaks(16);
    if (!late) {
      connection.begin(accepted.listener());
    }
    try {
      writeSwitching(request, accepted);
    } catch (IOException e) { // its listener has to hear of the end all the same
      closeQuietly();
    }
    if (socket.isClosed() && sabotage.breaks(16)) {
      return;
    }
    if (late) {
      connection.begin(accepted.listener());
    }
    if (sabotage.breaks(17)) {
      in = new BufferedInputStream(input);
    }
    connection.run(
        new ReferenceFrames(
            in, accepted, connection::maxMessageBytes, connection.holding(), sabotage));
  }

  private void writeSwitching(HttpRequest request, Acceptance accepted) throws IOException {
    StringBuilder head = new StringBuilder("HTTP/1.1 101 Switching Protocols\r\n");
    head.append("Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ");
    head.append(proof(request.singleHeader("sec-websocket-key").orElse(""))).append("\r\n");
    if (!sabotage.breaks(11)) {
      accepted.subprotocol().ifPresent(p -> head.append("Sec-WebSocket-Protocol: " + p + "\r\n"));
    }
    if (!sabotage.breaks(140)) {
      accepted
          .compression()
          .ifPresent(c -> head.append("Sec-WebSocket-Extensions: " + c.answer() + "\r\n"));
    }
    socket.getOutputStream().write(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
  }

  private String proof(String key) {
    byte[] proved = (key + (sabotage.breaks(10) ? "" : GUID)).getBytes(StandardCharsets.US_ASCII);
    try {
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-1").digest(proved));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean hasBody(HttpRequest request) {
    return !request.header("transfer-encoding").isEmpty()
        || !request.header("content-length").isEmpty();
  }

  /** Sends FIN and reads until the peer has seen it, so that no reset overtakes the answer. */
  private void linger() throws IOException {
    socket.shutdownOutput();
    input.expectWithin(LINGER);
    byte[] ignored = new byte[8192];
    int count;
    do {
      count = in.read(ignored);
    } while (count >= 0);
  }

  private void closeQuietly() {
    try {
      socket.close();
    } catch (IOException e) { // closed it is
      Thread.onSpinWait();
    }
  }
}

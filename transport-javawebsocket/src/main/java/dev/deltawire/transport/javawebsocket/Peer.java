package dev.deltawire.transport.javawebsocket;

import dev.deltawire.server.internal.net.Phase;
import dev.deltawire.server.internal.net.TcpConnection;
import dev.deltawire.server.internal.net.Verdict;
import dev.deltawire.server.internal.net.WebSocketSession;
import dev.deltawire.server.internal.rfc6455.RequestHead;
import dev.deltawire.server.internal.rfc6455.RequestHeadParser;
import dev.deltawire.server.internal.rfc6455.RequestHeadParser.Progress;
import dev.deltawire.server.internal.rfc6455.ResponseHead;
import dev.deltawire.server.spi.HttpResponse;
import dev.deltawire.server.spi.LoopTimer;
import dev.deltawire.server.spi.TransportOptions;
import dev.deltawire.server.spi.UpgradeHandler;
import java.nio.ByteBuffer;
import org.java_websocket.WebSocketImpl;

/**
 * The first phase of every connection: its request head is read, and if that asks for an upgrade,
 * the library is told and the core asked.
 *
 * <p>Thread: the loop, where nothing else is said.
 */
final class Peer implements Phase, Verdict.Asker {

  private static final HttpResponse CROWDED =
      HttpResponse.text(503, "too much to do").withHeader("Retry-After", "1");
  private static final HttpResponse UPGRADE_REQUIRED =
      HttpResponse.text(426, "this port serves WebSocket only").withHeader("Upgrade", "websocket");

  private final TransportOptions options;
  private final UpgradeHandler upgrades;
  private final TcpConnection connection;
  private final WebSocketImpl library;
  private final RequestHeadParser parser;
  private final LoopTimer deadline = new Deadline();

  /** What is counted of the head's memory. */
  private int headHeld;

  private boolean refused;

  /** The peer behind a socket that {@code library} has accepted just now. */
  Peer(
      TransportOptions options,
      UpgradeHandler upgrades,
      TcpConnection connection,
      WebSocketImpl library) {
    this.options = options;
    this.upgrades = upgrades;
    this.connection = connection;
    this.library = library;
    this.parser = new RequestHeadParser(options.maxHeadBytes());
  }

  /** Begins to read, and starts the clock for the head, unless it is over already. */
  void begin() {
    if (!connection.isClosed()) {
      connection.open(this);
      long end = connection.events().nanoTime() + options.headTimeout().toNanos();
      connection.events().schedule(deadline, end);
    }
  }

  @Override
  public void received(ByteBuffer in) {
    Progress progress = parser.parse(in);
    int more = parser.memoryBytes() - headHeld;
    if (!connection.holding().take(more)) {
      refused(CROWDED);
      return;
    }
    headHeld += more;
    if (progress == Progress.REFUSED) {
      refused(parser.error().response());
    } else if (progress == Progress.COMPLETE) {
      headComplete(parser.head());
    }
  }

  private void headComplete(RequestHead head) {
    if (head.websocket()) {
      library.decode(ByteBuffer.allocate(1)); // a sign; bytes that it gets it may keep
      ask(head);
    } else {
      refused(UPGRADE_REQUIRED);
    }
  }

  /** Asks the core; what is behind the head waits for the verdict. */
  private void ask(RequestHead head) {
    connection.events().cancel(deadline);
    connection.pauseReads();
    try {
      upgrades.upgrade(
          head.request(connection.remoteAddress()),
          new Verdict(connection, options.executor(), head, this));
    } catch (RuntimeException e) { // against its contract
      connection.loop().report("upgrade handler", e);
      refused(ResponseHead.INTERNAL_ERROR);
    }
  }

  @Override
  public void accepted(ByteBuffer head, WebSocketSession session) {
    dropHead();
    if (refused) { // for want of memory, while the verdict was pending
      connection.close();
    }
    connection.enter(session);
    session.open(head);
  }

  @Override
  public void refused(HttpResponse response) {
    if (!refused && !connection.isClosed()) {
      refused = true;
      connection.events().cancel(deadline);
      connection.output().send(ResponseHead.refusal(response, connection.loop()::report));
      connection.finish();
    }
  }

  @Override
  public void inputEnded() {
    connection.close();
  }

  @Override
  public void writable() {
    // nothing is written before the verdict
  }

  @Override
  public void crowded() {
    refused(CROWDED);
  }

  @Override
  public void disconnected() {
    connection.events().cancel(deadline);
    dropHead();
  }

  private void dropHead() {
    connection.holding().give(headHeld);
    headHeld = 0;
    parser.reset();
  }

  /** Ends the time for the head. */
  private final class Deadline extends LoopTimer {
    @Override
    protected void expired() {
      refused(HttpResponse.text(408, "request head not complete in time"));
    }
  }
}

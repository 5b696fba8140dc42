package dev.deltawire.transport.jdk;

import dev.deltawire.server.internal.net.Phase;
import dev.deltawire.server.internal.net.TcpConnection;
import dev.deltawire.server.internal.net.Verdict;
import dev.deltawire.server.internal.net.WebSocketSession;
import dev.deltawire.server.internal.rfc6455.HeadError;
import dev.deltawire.server.internal.rfc6455.RequestHead;
import dev.deltawire.server.internal.rfc6455.RequestHeadParser;
import dev.deltawire.server.internal.rfc6455.RequestHeadParser.Progress;
import dev.deltawire.server.internal.rfc6455.ResponseHead;
import dev.deltawire.server.spi.HttpRequest;
import dev.deltawire.server.spi.HttpResponse;
import dev.deltawire.server.spi.LoopTimer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.RejectedExecutionException;

/**
 * The first phase of every connection: one request after the other, each answered before the next
 * one is looked at, until one asks for WebSocket.
 */
final class HttpSession implements Phase, Verdict.Asker {

  private enum State {
    HEAD,
    BODY,
    ANSWERING,
    SENDING,
    FINISHED
  }

  private static final HttpResponse CROWDED =
      HttpResponse.text(503, "too much to do").withHeader("Retry-After", "1");
  private static final byte[] CONTINUE =
      "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final TcpConnection connection;
  private final HttpSettings settings;
  private final RequestHeadParser parser;
  private final LoopTimer deadline = new Deadline();

  private State state = State.HEAD;
  private boolean firstRequest = true;
  private boolean persistentAfterwards;
  private RequestBody body;

  /** What is counted of the head's memory. */
  private int headHeld;

  private HttpExchange exchange;

  HttpSession(TcpConnection connection, HttpSettings settings) {
    this.connection = connection;
    this.settings = settings;
    this.parser = new RequestHeadParser(settings.options().maxHeadBytes());
  }

  /** Begins to read, and starts the clock for the first head. */
  void begin() {
    connection.open(this);
    within(settings.headTimeoutNanos());
  }

  @Override
  public void received(ByteBuffer in) {
    while (in.hasRemaining() && (state == State.HEAD || state == State.BODY)) {
      if (state == State.HEAD) {
        readHead(in);
      } else {
        readBody(in);
      }
    }
    if (in.hasRemaining() && state != State.FINISHED) {
      connection.pauseReads(); // the next request waits for its turn
    }
  }

  private void readHead(ByteBuffer in) {
    if (!parser.started() && !firstRequest) {
      within(settings.headTimeoutNanos()); // idle until now
    }
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
    firstRequest = false;
    if (head.websocket()) {
      answering();
      connection.pauseReads(); // what follows is no HTTP, and is left to who takes over
      Verdict verdict = new Verdict(connection, settings.options().executor(), head, this);
      settings.upgrades().upgrade(head.request(connection.remoteAddress()), verdict);
    } else if (head.chunked() || head.contentLength() > 0) {
      beginBody(head);
    } else {
      handle(new byte[0]);
    }
  }

  private void beginBody(RequestHead head) {
    state = State.BODY;
    within(settings.bodyTimeoutNanos());
    body = RequestBody.of(head, settings.options().maxBodyBytes(), connection.holding());
    readBody(ByteBuffer.allocate(0));
    if (state == State.BODY && head.expectsContinue()) {
      connection.output().send(ByteBuffer.wrap(CONTINUE)); // RFC 9110 §10.1.1
    }
  }

  private void readBody(ByteBuffer in) {
    switch (body.read(in)) {
      case COMPLETE -> handle(body.release());
      case MALFORMED -> refused(HttpResponse.text(400, "malformed body"));
      case TOO_LARGE -> refused(worded(HttpResponse.text(413, "body too large")));
      case NO_MEMORY -> refused(worded(CROWDED));
      case INCOMPLETE -> {}
    }
  }

  private HttpResponse worded(HttpResponse standard) {
    HttpRequest head = parser.head().request(connection.remoteAddress());
    return settings.fallback().refusal(head, standard);
  }

  private void handle(byte[] content) {
    answering();
    body = null;
    exchange = new HttpExchange(connection, this, settings, parser.head(), content);
    boolean begun = false;
    try {
      settings.options().executor().execute(exchange);
      begun = true;
    } catch (RejectedExecutionException e) {
      refused(HttpResponse.text(503, "shutting down"));
    } finally {
      if (!begun) {
        exchange.withdraw();
      }
    }
  }

  private void answering() {
    state = State.ANSWERING;
    connection.events().cancel(deadline);
  }

  @Override
  public void accepted(ByteBuffer head, WebSocketSession session) {
    dropHead();
    connection.enter(session);
    session.open(head);
  }

  @Override
  public void refused(HttpResponse response) {
    connection.output().send(ResponseHead.refusal(response, connection.loop()::report));
    finish();
  }

  /** Sends a part of the answer; {@link HttpExchange#sent} follows. */
  void send(ByteBuffer part) {
    connection.output().send(part);
    if (!connection.output().full()) {
      writable();
    }
  }

  /** Sends the rest of the answer, or all of it. */
  void complete(ByteBuffer rest, boolean persistent) {
    state = State.SENDING;
    exchange = null;
    persistentAfterwards = persistent;
    send(rest);
  }

  private void answered() {
    if (!persistentAfterwards || connection.inputEnded() || connection.isClosed()) {
      finish();
      return;
    }
    state = State.HEAD;
    dropHead();
    within(settings.headTimeoutNanos());
    connection.resumeReads();
  }

  private void finish() {
    state = State.FINISHED;
    dropBody();
    dropHead();
    connection.events().cancel(deadline);
    connection.finish();
  }

  private void within(long nanos) {
    connection.events().schedule(deadline, connection.events().nanoTime() + nanos);
  }

  @Override
  public void inputEnded() {
    if (exchange != null) {
      exchange.inputEnded(); // the answer is still to come, and may still be read
    } else if (state != State.SENDING) {
      connection.close();
    }
  }

  @Override
  public void writable() {
    if (state == State.SENDING) {
      answered();
    } else if (exchange != null) {
      exchange.sent();
    }
  }

  @Override
  public void disconnected() {
    connection.events().cancel(deadline);
    dropBody();
    dropHead();
    if (exchange != null) {
      exchange.gone();
    }
  }

  private void dropBody() {
    if (body != null) {
      body.drop();
      body = null;
    }
  }

  private void dropHead() {
    connection.holding().give(headHeld);
    headHeld = 0;
    parser.reset();
  }

  /** Refuses a request that nobody handles yet; an answer that is not taken is given up. */
  @Override
  public void crowded() {
    boolean unhandled = state == State.BODY || (exchange != null && exchange.withdraw());
    if (state == State.HEAD) {
      refused(CROWDED);
    } else if (unhandled) {
      refused(worded(CROWDED));
    } else {
      connection.abort();
    }
  }

  private void timedOut() {
    if (state == State.HEAD && !parser.started() && !firstRequest) {
      connection.close(); // an idle connection; nobody waits for an answer
    } else {
      refused(new HeadError(408, "request not complete in time").response());
    }
  }

  private final class Deadline extends LoopTimer {
    @Override
    protected void expired() {
      timedOut();
    }
  }
}

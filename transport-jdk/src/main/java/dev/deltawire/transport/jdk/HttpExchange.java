package dev.deltawire.transport.jdk;

import dev.deltawire.server.internal.net.TcpConnection;
import dev.deltawire.server.internal.rfc6455.RequestHead;
import dev.deltawire.server.internal.rfc6455.ResponseHead;
import dev.deltawire.server.internal.rfc6455.ResponseHead.Framing;
import dev.deltawire.server.spi.HttpResponse;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * One plain request on its way through the fallback.
 *
 * <p>It runs on the executor and hands the answer over to the loop: a whole one without waiting, a
 * streamed one piece by piece, the next piece after the last one is in the socket. There is no lock
 * that the loop would need: who wakes it often loses the processor to it.
 */
final class HttpExchange implements Runnable {

  private static final long LOOP_CHECK_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final byte[] NO_BODY = {};

  private final TcpConnection connection;
  private final HttpSession session;
  private final HttpSettings settings;
  private final RequestHead head;
  private final DisconnectWatch watch;

  /** The body, counted, until the handler takes it or nobody waits for the answer any more. */
  private final AtomicReference<byte[]> waiting;

  /** Who hands over a streamed answer; null until then. */
  private volatile Thread sender;

  private volatile boolean inFlight;
  private volatile boolean gone;

  HttpExchange(
      TcpConnection connection,
      HttpSession session,
      HttpSettings settings,
      RequestHead head,
      byte[] body) {
    this.connection = connection;
    this.session = session;
    this.settings = settings;
    this.head = head;
    this.waiting = new AtomicReference<>(body);
    this.watch = new DisconnectWatch(connection.loop());
  }

  /** Thread: the executor's. */
  @Override
  public void run() {
    byte[] body = waiting.getAndSet(null);
    if (body != null) {
      handle(body);
    }
  }

  private void handle(byte[] body) {
    try {
      answer(settings.fallback().handle(head.request(connection.remoteAddress(), body, watch)));
    } catch (Throwable t) {
      if (!gone) {
        failed(t);
      }
    } finally {
      connection.holding().give(body.length);
    }
  }

  /** Takes the request back, unless its handler has begun; whether that is so. Thread: the loop. */
  boolean withdraw() {
    byte[] body = waiting.getAndSet(null);
    if (body != null) {
      connection.holding().give(body.length);
    }
    return body != null;
  }

  private void failed(Throwable defect) {
    connection.loop().report("http handler", defect);
    if (sender != null) {
      connection.events().execute(connection::abort); // a truncated answer must not look whole
    } else {
      answerWhole(ResponseHead.INTERNAL_ERROR);
    }
  }

  private void answer(HttpResponse response) throws IOException {
    if (response.stream().isPresent() && mayHaveBody(response)) {
      answerPiecewise(response, response.stream().get());
    } else {
      answerWhole(response);
    }
  }

  private void answerWhole(HttpResponse response) {
    Framing framing = response.stream().isPresent() ? streamFraming() : Framing.LENGTH;
    byte[] encoded = ResponseHead.of(response, framing, head.persistent());
    complete(ResponseHead.joined(encoded, mayHaveBody(response) ? response.body() : NO_BODY));
  }

  private void answerPiecewise(HttpResponse response, HttpResponse.BodyWriter writer)
      throws IOException {
    Framing framing = streamFraming();
    byte[] encoded = ResponseHead.of(response, framing, head.persistent());
    ResponseStream out = new ResponseStream(this, encoded, framing == Framing.CHUNKED);
    writer.writeTo(out);
    complete(out.end());
  }

  private Framing streamFraming() {
    return head.http11() ? Framing.CHUNKED : Framing.CLOSE;
  }

  private boolean mayHaveBody(HttpResponse response) {
    return !head.method().equals("HEAD") && ResponseHead.hasBody(response.status());
  }

  /** Hands over the last bytes of the answer. */
  private void complete(ByteBuffer last) {
    watch.end();
    connection.events().execute(() -> session.complete(last, head.persistent()));
  }

  /** Hands over bytes and waits until the socket has them; throws when the peer has gone. */
  void transmit(ByteBuffer bytes) throws IOException {
    sender = Thread.currentThread();
    inFlight = true;
    connection.events().execute(() -> session.send(bytes));
    while (inFlight && !gone) {
      LockSupport.parkNanos(this, LOOP_CHECK_NANOS);
      if (sender.isInterrupted()) {
        throw new InterruptedIOException("interrupted while the peer was slow");
      }
      if (connection.loop().ended()) {
        gone = true;
      }
    }
    if (gone) {
      throw new IOException("the peer has gone");
    }
  }

  /** What was handed over is in the socket. Thread: the loop. */
  void sent() {
    inFlight = false;
    LockSupport.unpark(sender);
  }

  /** The peer sends nothing more, though it may still read. Thread: the loop. */
  void inputEnded() {
    watch.gone();
  }

  /** The connection is closed. Thread: the loop. */
  void gone() {
    gone = true; // first: if a handler fails from now on, that is no defect
    withdraw();
    LockSupport.unpark(sender);
    watch.gone();
  }
}

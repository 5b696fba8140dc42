package dev.deltawire.server.internal.net;

import dev.deltawire.server.internal.rfc6455.RequestHead;
import dev.deltawire.server.internal.rfc6455.ResponseHead;
import dev.deltawire.server.spi.Acceptance;
import dev.deltawire.server.spi.Compression;
import dev.deltawire.server.spi.HttpResponse;
import dev.deltawire.server.spi.HttpResponse.BodyWriter;
import dev.deltawire.server.spi.LoopTask;
import dev.deltawire.server.spi.UpgradeResponder;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Carries the core's verdict on one handshake from any thread to the connection's loop. */
public final class Verdict implements UpgradeResponder {

  /** Who has asked. Thread: the loop; one of the two is called, once. */
  public interface Asker {

    /** Lets {@code session} take over, and opens it with {@code head}. */
    void accepted(ByteBuffer head, WebSocketSession session);

    /** Answers the request with the connection's last response, whose body is whole. */
    void refused(HttpResponse response);
  }

  private final SocketConnection connection;
  private final SocketLoop loop;
  private final Executor executor;
  private final RequestHead request;
  private final Asker asker;
  private final AtomicBoolean given = new AtomicBoolean();

  /**
   * A verdict that is still to be given.
   *
   * @param executor where the body of a refusal may be waited for
   */
  public Verdict(SocketConnection connection, Executor executor, RequestHead request, Asker asker) {
    this.connection = connection;
    this.loop = connection.loop();
    this.executor = executor;
    this.request = request;
    this.asker = asker;
  }

  @Override
  public void accept(Acceptance acceptance) {
    LoopTask opening = new Opening(head(acceptance), new WebSocketSession(connection, acceptance));
    giveOnce();
    loop.events().signal(opening); // from here on nothing can fail, or nobody would be told
  }

  private ByteBuffer head(Acceptance acceptance) {
    return ByteBuffer.wrap(
        ResponseHead.switchingProtocols(
            request.websocketKey(),
            acceptance.subprotocol(),
            acceptance.compression().map(Compression::answer)));
  }

  @Override
  public void refuse(HttpResponse response) {
    giveOnce();
    if (response.stream().isPresent()) {
      refuseWithStream(response, response.stream().get());
    } else {
      refused(response);
    }
  }

  private void refuseWithStream(HttpResponse response, BodyWriter writer) {
    try {
      executor.execute(() -> refused(buffered(response, writer)));
    } catch (RejectedExecutionException e) { // the verdict has been given: nobody else answers
      refused(ResponseHead.INTERNAL_ERROR);
    }
  }

  private void refused(HttpResponse response) {
    loop.events().execute(() -> asker.refused(response));
  }

  /** The response with its streamed body written into memory. */
  private HttpResponse buffered(HttpResponse response, BodyWriter writer) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    try {
      writer.writeTo(body);
    } catch (Throwable t) { // the writer's defect must not leave the peer without answer
      loop.report("refusing a request", t);
      return ResponseHead.INTERNAL_ERROR;
    }
    return new HttpResponse(
        response.status(), response.headers(), body.toByteArray(), Optional.empty());
  }

  private void giveOnce() {
    if (!given.compareAndSet(false, true)) {
      throw new IllegalStateException("the verdict has been given");
    }
  }

  /** Waits for its turn on the loop: newcomers come after who is in. */
  private final class Opening extends LoopTask implements BulkReads.Reader {
    private final ByteBuffer head;
    private final WebSocketSession session;

    Opening(ByteBuffer head, WebSocketSession session) {
      this.head = head;
      this.session = session;
    }

    @Override
    protected void run() {
      loop.bulkReads().add(this);
    }

    @Override
    public void readOn() {
      asker.accepted(head, session);
    }
  }
}

package dev.deltawire.tck;

import dev.deltawire.server.spi.HttpRequest;
import dev.deltawire.server.spi.HttpResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/** Answers plain requests and writes responses. */
final class ReferenceHttp {

  private static final int TORN_AFTER = 65536;

  private final OutputStream out;
  private final ReferenceTransport transport;
  private final Sabotage sabotage;

  ReferenceHttp(OutputStream out, ReferenceTransport transport, Sabotage sabotage) {
    this.out = out;
    this.transport = transport;
    this.sabotage = sabotage;
  }

  /** Asks the fallback and writes its answer. Returns whether another request may follow. */
  boolean answer(HttpRequest head, byte[] body, ReferenceWatch watch) throws IOException {
    HttpRequest request =
        new HttpRequest(
            head.method(),
            head.path(),
            head.query(),
            head.headers(),
            head.remoteAddress(),
            body,
            watch);
    boolean persistent = sabotage.breaks(106) || !head.headerHasToken("connection", "close");
    watch.until(
        CompletableFuture.runAsync(() -> tryWrite(request, persistent, watch), this::spawn));
    return persistent && !sabotage.breaks(100);
  }

  private void spawn(Runnable work) {
    transport.spawn("reference-answer", work);
  }

  private void tryWrite(HttpRequest request, boolean persistent, ReferenceWatch watch) {
    try {
      write(ask(request), persistent, watch::end);
    } catch (IOException e) { // the peer has gone, as whoever reads will see
      Thread.onSpinWait();
    }
  }

  /** Writes one response. */
  void write(HttpResponse response, boolean persistent) throws IOException {
    write(response, persistent, () -> {});
  }

  private void write(HttpResponse response, boolean persistent, Runnable beforeLastByte)
      throws IOException {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + response.status() + " \r\n");
    for (Map.Entry<String, String> header : response.headers().entrySet()) {
      head.append(header.getKey() + ": " + header.getValue() + "\r\n");
    }
    boolean chunked = response.stream().isPresent();
    head.append(
        chunked
            ? "Transfer-Encoding: chunked\r\n"
            : "Content-Length: " + response.body().length + "\r\n");
    head.append(persistent ? "\r\n" : "Connection: close\r\n\r\n");
    out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    if (chunked) {
      response.stream().get().writeTo(new Chunks());
      beforeLastByte.run();
      out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    } else {
      beforeLastByte.run();
      out.write(response.body());
    }
  }

  private HttpResponse ask(HttpRequest request) {
    Executor executor =
        sabotage.breaks(107) ? transport.loop().loop() : transport.options().executor();
    try {
      return CompletableFuture.supplyAsync(() -> transport.fallback().handle(request), executor)
          .join();
    } catch (CompletionException e) {
      transport.options().errorHandler().onError("fallback", e.getCause());
      return HttpResponse.text(500, sabotage.breaks(105) ? e.getCause().getMessage() : "error");
    }
  }

  /** The chunked coding of whatever is written (RFC 9112 §7.1). */
  private final class Chunks extends OutputStream {
    private int written;

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      written += length;
      boolean torn = written > TORN_AFTER && sabotage.breaks(104);
      if (length > 0 && !torn) {
        out.write((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.write(bytes, offset, length);
        out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
      }
    }
  }
}

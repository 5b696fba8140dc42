package dev.deltawire.server.spi;

/** Answers the requests that are no WebSocket upgrade. */
@FunctionalInterface
public interface HttpFallback {

  /**
   * Answers one request; the transport has read its body and bounded it.
   *
   * <p>Thread: an executor's, never a loop's; may block. A throw is answered by 500 without
   * details.
   */
  HttpResponse handle(HttpRequest request);
}

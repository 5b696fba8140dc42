package dev.deltawire.server.spi;

/** Answers the requests that are no WebSocket upgrade. */
@FunctionalInterface
public interface HttpFallback {

  /**
   * Answers one request; the transport has read its body and bounded it.
   *
   * <p>Thread: an executor's, never a loop's; may block. Few requests are at work at a time, twice
   * the processors; who waits for something makes room for others, at once where Java knows of it,
   * after a quarter of a second in a system call. A throw is answered by 500 without details.
   */
  HttpResponse handle(HttpRequest request);

  /**
   * Words the transport's own refusal of a request whose head it has read, an oversized body's for
   * instance; as it is by default. A transport need not ask.
   *
   * <p>Thread: a loop's; must neither block nor throw.
   *
   * @param head the request without its body
   */
  default HttpResponse refusal(HttpRequest head, HttpResponse standard) {
    return standard;
  }
}

package dev.deltawire.gateway.http;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.server.spi.HttpResponse;

/** What answers a method of a path. */
@FunctionalInterface
public interface RestHandler {

  /**
   * Answers one request. Thread: an executor's; may block.
   *
   * @throws RestException when it refuses
   * @throws StoreException when nothing was done: answered by 500
   */
  HttpResponse handle(RestRequest request) throws RestException, StoreException;
}

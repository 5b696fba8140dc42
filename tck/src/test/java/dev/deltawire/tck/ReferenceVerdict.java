package dev.deltawire.tck;

import dev.deltawire.server.spi.HttpResponse;
import dev.deltawire.server.spi.UpgradeResponder;
import dev.deltawire.server.spi.WebSocketChannel;
import dev.deltawire.server.spi.WebSocketListener;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

/** The core's answer to one handshake, for a thread that waits for it. */
final class ReferenceVerdict implements UpgradeResponder {

  sealed interface Answer {
    /** 101. */
    record Accepted(
        Optional<String> subprotocol,
        int maxMessageBytes,
        Function<WebSocketChannel, WebSocketListener> listener)
        implements Answer {}

    /** Anything else. */
    record Refused(HttpResponse response) implements Answer {}
  }

  private final CompletableFuture<Answer> answer = new CompletableFuture<>();

  @Override
  public void accept(
      Optional<String> subprotocol,
      int maxMessageBytes,
      Function<WebSocketChannel, WebSocketListener> listener) {
    answer.complete(new Answer.Accepted(subprotocol, maxMessageBytes, listener));
  }

  @Override
  public void refuse(HttpResponse response) {
    answer.complete(new Answer.Refused(response));
  }

  /** Ends the waiting without an answer. */
  void abandon() {
    answer.completeExceptionally(new IOException("closed"));
  }

  Answer await() throws IOException {
    try {
      return answer.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
  }
}

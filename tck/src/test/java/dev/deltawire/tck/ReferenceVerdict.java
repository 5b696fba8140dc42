package dev.deltawire.tck;

import dev.deltawire.server.spi.Acceptance;
import dev.deltawire.server.spi.HttpResponse;
import dev.deltawire.server.spi.UpgradeResponder;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** The core's answer to one handshake, for a thread that waits for it. */
final class ReferenceVerdict implements UpgradeResponder {

  sealed interface Answer {
    /** 101. */
    record Accepted(Acceptance acceptance) implements Answer {}

    /** Anything else. */
    record Refused(HttpResponse response) implements Answer {}
  }

  private final CompletableFuture<Answer> answer = new CompletableFuture<>();

  @Override
  public void accept(Acceptance acceptance) {
    answer.complete(new Answer.Accepted(acceptance));
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

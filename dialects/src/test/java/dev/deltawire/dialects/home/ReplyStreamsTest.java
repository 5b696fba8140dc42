package dev.deltawire.dialects.home;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.deltawire.dialects.internal.TestNode;
import dev.deltawire.dialects.internal.TestNode.RecordedStream;
import dev.deltawire.server.StreamOptions;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class ReplyStreamsTest {

  private final TestNode node = new TestNode();
  private final ReplyStreams replies = new ReplyStreams(node.streams, StreamOptions.STANDARD);

  @Test
  void otherConversationsGoOnWhileATextIsCopied() {
    Message reply = reply(1);
    replies.open(reply).append("so far");
    for (RecordedStream<?> stream : node.streams.newest.values()) {
      stream.whenRead =
          () ->
              CompletableFuture.runAsync(() -> replies.open(reply(2)))
                  .orTimeout(5, TimeUnit.SECONDS)
                  .join();
    }
    assertEquals("so far", replies.withTextSoFar(reply).content());
  }

  private static Message reply(int conversation) {
    Message question = Message.ofUser(new UUID(1, 1), new UUID(0, conversation), "", Instant.EPOCH);
    return Message.replyTo(question, new UUID(1, 2), Instant.EPOCH);
  }
}

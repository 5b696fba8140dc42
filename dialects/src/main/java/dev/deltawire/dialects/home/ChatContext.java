package dev.deltawire.dialects.home;

import dev.deltawire.dialects.Engine;
import dev.deltawire.dialects.ServerTools;
import dev.deltawire.dialects.internal.LongHistories;
import dev.deltawire.dialects.internal.LongTexts;
import dev.deltawire.server.spi.Node;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;

/** What all turns work with. */
record ChatContext(
    HomeStore.Conversations store,
    ReplyStreams streams,
    Engine engine,
    ServerTools tools,
    Supplier<UUID> ids,
    LongTexts ends,
    LongTexts checkpoints,
    LongHistories histories,
    Node node) {

  /** The text of {@code chat.error} for failures that peers are told no more about. */
  static final String INTERNAL_ERROR = "Internal error";

  Instant now() {
    return node.clock().instant();
  }
}

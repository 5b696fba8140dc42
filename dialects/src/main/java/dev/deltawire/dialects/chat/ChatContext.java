package dev.deltawire.dialects.chat;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.internal.Defects;
import dev.deltawire.dialects.internal.LongHistories;
import dev.deltawire.dialects.internal.LongTexts;
import dev.deltawire.server.spi.Node;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.function.Supplier;

/** What all calls and turns work with. */
record ChatContext(
    ChatStore store,
    Broadcast broadcast,
    MessageStreams streams,
    RoomOrder order,
    Supplier<UUID> ids,
    LongTexts ends,
    LongTexts checkpoints,
    LongHistories histories,
    Node node) {

  /** The text for failures that peers are told no more about. */
  static final String INTERNAL_ERROR = "internal error";

  /** Now, as the wire can tell it. */
  Instant now() {
    return node.clock().instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** The conversation that a caller takes part in (C-51). */
  ChatRoom require(UUID conversationId, String username) throws ChatRefusal, StoreException {
    ChatRoom room =
        store
            .conversations()
            .find(conversationId)
            .orElseThrow(() -> ChatRefusal.notFound("conversation"));
    if (room.find(username).isEmpty()) {
      throw ChatRefusal.denied("not a participant");
    }
    return room;
  }

  /** Tells the operator of a failure that is somebody's defect. */
  void report(String where, Throwable e) {
    Defects.report(node, where, e);
  }
}

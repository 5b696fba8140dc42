package dev.deltawire.benchmarks.codec;

import dev.deltawire.benchmarks.codec.beans.ChatDelta;
import dev.deltawire.benchmarks.codec.beans.ChatDeltaPayload;
import dev.deltawire.benchmarks.codec.beans.MessageDelta;
import dev.deltawire.benchmarks.codec.beans.MessageDeltaParams;

/** The objects that typed modes write: made for each message, as servers do. */
final class DeltaBeans {

  private DeltaBeans() {}

  static Class<?> typeOf(DeltaShape shape) {
    return shape.hasOffset() ? MessageDelta.class : ChatDelta.class;
  }

  static Object of(DeltaShape shape, Texts texts, int n) {
    return shape.hasOffset() ? messageDelta(texts, n) : chatDelta(texts, n);
  }

  private static ChatDelta chatDelta(Texts texts, int n) {
    ChatDelta delta = new ChatDelta();
    delta.type = DeltaShape.CHAT_DELTA.kind;
    delta.payload = new ChatDeltaPayload();
    delta.payload.conversationId = DeltaShape.ID;
    delta.payload.content = texts.text(n);
    delta.payload.role = DeltaShape.ROLE;
    return delta;
  }

  private static MessageDelta messageDelta(Texts texts, int n) {
    MessageDelta delta = new MessageDelta();
    delta.method = DeltaShape.MESSAGE_DELTA.kind;
    delta.params = new MessageDeltaParams();
    delta.params.id = DeltaShape.ID;
    delta.params.delta = texts.text(n);
    delta.params.offset = texts.offset(n);
    return delta;
  }
}

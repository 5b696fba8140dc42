package dev.deltawire.codec;

import dev.deltawire.model.home.HomeClientFrame.ChatMessage;
import dev.deltawire.model.home.HomeLimits;
import java.util.UUID;

/** The quick reader of an ordinary {@code chat.message} (H-11). */
final class ChatMessageReader {
  private static final int ID = 0;
  private static final int TYPE = 1;
  private static final int PAYLOAD = 2;
  private static final KnownNames ENVELOPE = KnownNames.of("id", "type", "payload", "timestamp");

  private static final int CONTENT = 0;
  private static final KnownNames FIELDS = KnownNames.of("content", "conversationId");

  private static final KnownText CHAT_MESSAGE = KnownText.ofString(ChatMessage.TYPE);

  private final MemberCursor envelope = MemberCursor.of(ENVELOPE);
  private final MemberCursor payload = MemberCursor.of(FIELDS);

  /** The frame, or null if it is none or not an ordinary one. */
  ChatMessage read(byte[] buf, int from, int to) {
    envelope.start(buf, from, to);
    ChatMessage message = null;
    for (int name = envelope.next(); name >= 0; name = envelope.next()) {
      switch (name) {
        case ID -> envelope.passText(HomeLimits.ENVELOPE_CODE_POINTS);
        case TYPE -> envelope.pass(CHAT_MESSAGE);
        case PAYLOAD -> message = payload();
        default -> envelope.passInteger();
      }
    }
    boolean isWhole = envelope.isAtEnd() && envelope.hasSeen(TYPE);
    envelope.forget();
    payload.forget();
    return isWhole ? message : null;
  }

  private ChatMessage payload() {
    payload.enter(envelope);
    String content = null;
    UUID conversation = null;
    for (int name = payload.next(); name >= 0; name = payload.next()) {
      if (name == CONTENT) {
        content = payload.text(1, HomeLimits.CONTENT_BYTES);
      } else {
        conversation = payload.uuid();
      }
    }
    envelope.leave(payload);
    return content == null || content.isBlank() ? null : new ChatMessage(content, conversation);
  }
}

package dev.deltawire.codec;

import dev.deltawire.model.home.HomeClientFrame.ChatMessage;
import dev.deltawire.model.home.HomeLimits;
import java.util.UUID;

/** The quick reader of an ordinary {@code chat.message} (H-11). */
final class ChatMessageReader {
  private static final KnownMember ID = KnownMember.of(0, "id");
  private static final KnownMember TYPE = KnownMember.of(1, "type");
  private static final KnownMember PAYLOAD = KnownMember.of(2, "payload");
  private static final KnownMember TIMESTAMP = KnownMember.of(3, "timestamp");

  private static final KnownMember CONTENT = KnownMember.of(0, "content");
  private static final KnownMember CONVERSATION_ID = KnownMember.of(1, "conversationId");

  private static final KnownText CHAT_MESSAGE = KnownText.ofString(ChatMessage.TYPE);

  private final MemberCursor envelope = new MemberCursor();
  private final MemberCursor payload = new MemberCursor();

  /** The frame, or null if it is none or not an ordinary one. */
  ChatMessage read(byte[] buf, int from, int to) {
    envelope.start(buf, from, to);
    ChatMessage message = null;
    while (envelope.hasMore()) {
      if (envelope.moveTo(ID)) {
        envelope.passText(HomeLimits.ENVELOPE_CODE_POINTS);
      }
      if (envelope.moveTo(TYPE)) {
        envelope.pass(CHAT_MESSAGE);
      }
      if (envelope.moveTo(PAYLOAD)) {
        message = payload();
      }
      if (envelope.moveTo(TIMESTAMP)) {
        envelope.passInteger();
      }
    }
    boolean isWhole = envelope.isAtEnd() && envelope.hasHad(TYPE);
    envelope.forget();
    payload.forget();
    return isWhole ? message : null;
  }

  private ChatMessage payload() {
    payload.enter(envelope);
    String content = null;
    UUID conversation = null;
    while (payload.hasMore()) {
      if (payload.moveTo(CONTENT)) {
        content = payload.text(1, HomeLimits.CONTENT_BYTES);
      }
      if (payload.moveTo(CONVERSATION_ID)) {
        conversation = payload.uuid();
      }
    }
    envelope.leave(payload);
    return content == null || content.isBlank() ? null : new ChatMessage(content, conversation);
  }
}

package dev.deltawire.codec;

import dev.deltawire.model.chat.ChatCall.SendMessage;
import dev.deltawire.model.chat.ChatLimits;
import dev.deltawire.model.chat.ChatMethod;
import java.util.List;
import java.util.UUID;

/** The quick reader of an ordinary {@code messages.send} (C-32). */
final class SendMessageReader {
  private static final KnownMember METHOD = KnownMember.of(0, "method");
  private static final KnownMember PARAMS = KnownMember.of(1, "params");

  private static final KnownMember CONVERSATION_ID = KnownMember.of(0, "conversation_id");
  private static final KnownMember CONTENT = KnownMember.of(1, "content");
  private static final KnownMember CLIENT_MSG_ID = KnownMember.of(2, "client_msg_id");
  private static final KnownMember REPLY_TO_ID = KnownMember.of(3, "reply_to_id");

  private static final KnownText SEND_MESSAGE =
      KnownText.ofString(ChatMethod.SEND_MESSAGE.socketName());

  private final MemberCursor envelope = new MemberCursor();
  private final MemberCursor params = new MemberCursor();

  /** The call, or null if it is none or not an ordinary one. */
  SendMessage read(byte[] buf, int from, int to) {
    envelope.start(buf, from, to);
    SendMessage call = null;
    while (envelope.hasMore()) {
      if (envelope.moveTo(METHOD)) {
        envelope.pass(SEND_MESSAGE);
      }
      if (envelope.moveTo(PARAMS)) {
        call = params();
      }
    }
    boolean isWhole = envelope.isAtEnd() && envelope.hasHad(METHOD);
    envelope.forget();
    params.forget();
    return isWhole ? call : null;
  }

  private SendMessage params() {
    params.enter(envelope);
    UUID conversation = null;
    String content = null;
    String clientMsgId = null;
    UUID replyTo = null;
    while (params.hasMore()) {
      if (params.moveTo(CONVERSATION_ID)) {
        conversation = params.uuid();
      }
      if (params.moveTo(CONTENT)) {
        content = params.text(1, ChatLimits.CONTENT_BYTES);
      }
      if (params.moveTo(CLIENT_MSG_ID)) {
        clientMsgId = params.text(1, ChatLimits.CLIENT_MSG_ID_CODE_POINTS);
      }
      if (params.moveTo(REPLY_TO_ID)) {
        replyTo = params.uuid();
      }
    }
    envelope.leave(params);
    return conversation == null || content == null
        ? null
        : new SendMessage(conversation, content, replyTo, List.of(), clientMsgId);
  }
}

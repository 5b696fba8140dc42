package dev.deltawire.codec;

import dev.deltawire.model.chat.ChatCall.SendMessage;
import dev.deltawire.model.chat.ChatLimits;
import dev.deltawire.model.chat.ChatMethod;
import java.util.List;
import java.util.UUID;

/** The quick reader of an ordinary {@code messages.send} (C-32). */
final class SendMessageReader {
  private static final int METHOD = 0;
  private static final KnownNames ENVELOPE = KnownNames.of("method", "params");

  private static final int CONVERSATION_ID = 0;
  private static final int CONTENT = 1;
  private static final int CLIENT_MSG_ID = 2;
  private static final KnownNames PARAMS =
      KnownNames.of("conversation_id", "content", "client_msg_id", "reply_to_id");

  private static final KnownText SEND_MESSAGE =
      KnownText.ofString(ChatMethod.SEND_MESSAGE.socketName());

  private final MemberCursor envelope = MemberCursor.of(ENVELOPE);
  private final MemberCursor params = MemberCursor.of(PARAMS);

  /** The call, or null if it is none or not an ordinary one. */
  SendMessage read(byte[] buf, int from, int to) {
    envelope.start(buf, from, to);
    SendMessage call = null;
    for (int name = envelope.next(); name >= 0; name = envelope.next()) {
      if (name == METHOD) {
        envelope.pass(SEND_MESSAGE);
      } else {
        call = params();
      }
    }
    boolean isWhole = envelope.isAtEnd() && envelope.hasSeen(METHOD);
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
    for (int name = params.next(); name >= 0; name = params.next()) {
      switch (name) {
        case CONVERSATION_ID -> conversation = params.uuid();
        case CONTENT -> content = params.text(1, ChatLimits.CONTENT_BYTES);
        case CLIENT_MSG_ID -> clientMsgId = params.text(1, ChatLimits.CLIENT_MSG_ID_CODE_POINTS);
        default -> replyTo = params.uuid();
      }
    }
    envelope.leave(params);
    return conversation == null || content == null
        ? null
        : new SendMessage(conversation, content, replyTo, List.of(), clientMsgId);
  }
}

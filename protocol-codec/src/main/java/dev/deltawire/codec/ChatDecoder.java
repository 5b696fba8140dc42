package dev.deltawire.codec;

import dev.deltawire.codec.ChatInbound.Ok;
import dev.deltawire.codec.ChatInbound.Rejected;
import dev.deltawire.model.chat.ChatCall;
import dev.deltawire.model.chat.ChatLimits;
import dev.deltawire.model.chat.ChatMethod;
import java.util.UUID;

/**
 * The reader of what callers send in the {@code chat} dialect, over the socket.
 *
 * <p>One thread at a time. It keeps nothing of the bytes that it is given. Who types on in one
 * conversation (C-39) makes no garbage.
 */
public final class ChatDecoder {
  private static final Rejected MALFORMED = new Rejected("malformed frame");
  private static final ChatInbound PING = new Ok(new ChatCall.Ping());
  private static final WireNames<ChatMethod> METHODS =
      WireNames.of(ChatMethod.values(), ChatMethod::socketName);

  private final SendMessageReader sends = new SendMessageReader();
  private final Envelope envelope = Envelope.of("method", "params");
  private final ChatParams params = ChatParams.ofSocket(envelope.payload());

  /** The conversation that was typed in last, as it is written, and both calls for it. */
  private String typedIn = "";

  private Ok typing;
  private Ok typingNoMore;

  private ChatDecoder() {}

  public static ChatDecoder create() {
    return new ChatDecoder();
  }

  /** Reads the message {@code buf[from,to)}; never throws, whatever it holds. */
  public ChatInbound decode(byte[] buf, int from, int to) {
    ChatCall.SendMessage send = sends.read(buf, from, to);
    return send == null ? decodeAny(buf, from, to) : new Ok(send);
  }

  /** The same of any frame, also of one that a quick reader would read. */
  ChatInbound decodeAny(byte[] buf, int from, int to) {
    try {
      return inbound(buf, from, to);
    } finally {
      envelope.forget();
    }
  }

  private ChatInbound inbound(byte[] buf, int from, int to) {
    if (!envelope.read(buf, from, to)
        || !envelope.type().hasCodePoints(0, ChatLimits.METHOD_CODE_POINTS)) { // C-06
      return MALFORMED;
    }
    ChatMethod method = METHODS.find(envelope.type());
    if (method == null) {
      String name = envelope.type().toString();
      return new Rejected("unknown method: " + QuotedInput.of(name)); // C-53
    }
    try {
      return switch (method) {
        case PING -> PING;
        case SET_TYPING -> setTyping();
        default -> new Ok(params.read(method));
      };
    } catch (InvalidField invalid) {
      return params.rejected(invalid);
    }
  }

  private Ok setTyping() {
    if (typing == null || !params.isInConversation(typedIn)) {
      UUID conversation = params.conversation();
      typedIn = conversation.toString();
      typing = new Ok(new ChatCall.SetTyping(conversation, true));
      typingNoMore = new Ok(new ChatCall.SetTyping(conversation, false));
    }
    return params.typing() ? typing : typingNoMore;
  }
}

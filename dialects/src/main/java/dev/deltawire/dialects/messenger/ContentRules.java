package dev.deltawire.dialects.messenger;

import dev.deltawire.codec.JsonText;
import dev.deltawire.codec.RawJsonView;
import dev.deltawire.codec.RawJsonView.Kind;
import dev.deltawire.dialects.messenger.Target.ToAgent;
import dev.deltawire.model.RawJson;
import dev.deltawire.model.messenger.ErrorCode;
import dev.deltawire.model.messenger.MessageType;
import dev.deltawire.model.messenger.MessengerLimits;
import java.util.Locale;
import java.util.Map;

/** What an agent may say (M-12, M-41, M-47). */
final class ContentRules {

  private static final Map<String, Kind> MEMBERS =
      Map.of("text", Kind.STRING, "data", Kind.OBJECT, "attachment_id", Kind.STRING);

  private static final Map<MessageType, String> NEEDED =
      Map.of(
          MessageType.TEXT, "text",
          MessageType.STRUCTURED, "data",
          MessageType.FILE, "attachment_id");

  private ContentRules() {}

  /** The draft in compact JSON, if it keeps its rows. */
  static Draft checked(Draft draft) throws Refusal {
    int codePoints = draft.clientMsgId().codePointCount(0, draft.clientMsgId().length());
    if (codePoints < 1 || codePoints > MessengerLimits.CLIENT_MSG_ID_CODE_POINTS) {
      throw Refusal.ofField("client_msg_id", "client_msg_id must have 1 to 128 characters");
    }
    checkTarget(draft);
    checkContent(draft);
    RawJson content = JsonText.compact(draft.content());
    RawJson metadata = JsonText.compact(draft.metadata());
    if (content.size() + metadata.size() > MessengerLimits.CONTENT_BYTES) {
      throw Refusal.of(
          ErrorCode.CONTENT_TOO_LARGE, "content and metadata must not exceed 32768 bytes");
    }
    return new Draft(
        draft.sender(), draft.target(), draft.clientMsgId(), draft.type(), content, metadata);
  }

  private static void checkTarget(Draft draft) throws Refusal {
    if (!(draft.target() instanceof ToAgent to)) {
      return;
    }
    if (!MessengerLimits.isHandle(to.handle())) {
      throw Refusal.ofField("to", "to is no handle");
    }
    if (to.handle().equals(draft.sender())) {
      throw Refusal.ofField("to", "to must be another agent");
    }
  }

  private static void checkContent(Draft draft) throws Refusal {
    String needed = NEEDED.get(draft.type());
    if (needed == null) {
      throw Refusal.ofField("type", "type must be text, structured or file");
    }
    RawJsonView content = RawJsonView.of(draft.content());
    if (content.kind() != Kind.OBJECT) {
      throw Refusal.ofField("content", "content must be an object");
    }
    for (Map.Entry<String, Kind> member : MEMBERS.entrySet()) {
      checkMember(content, member.getKey(), member.getValue(), member.getKey().equals(needed));
    }
    if (RawJsonView.of(draft.metadata()).kind() != Kind.OBJECT) {
      throw Refusal.ofField("metadata", "metadata must be an object");
    }
  }

  /** null equals absence. */
  private static void checkMember(RawJsonView content, String name, Kind kind, boolean needed)
      throws Refusal {
    Kind found = content.member(name).map(RawJsonView::kind).orElse(Kind.NULL);
    if (found != kind && (needed || found != Kind.NULL)) {
      String field = "content." + name;
      throw Refusal.ofField(
          field, field + " must be of the kind " + kind.name().toLowerCase(Locale.ROOT));
    }
  }
}

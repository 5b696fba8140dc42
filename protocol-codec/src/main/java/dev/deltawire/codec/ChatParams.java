package dev.deltawire.codec;

import dev.deltawire.codec.ChatInbound.Rejected;
import dev.deltawire.model.JsonLimits;
import dev.deltawire.model.WireName;
import dev.deltawire.model.chat.AccountKind;
import dev.deltawire.model.chat.AnswerMode;
import dev.deltawire.model.chat.Attachment;
import dev.deltawire.model.chat.ChatCall;
import dev.deltawire.model.chat.ChatLimits;
import dev.deltawire.model.chat.ChatMethod;
import java.util.List;
import java.util.UUID;

/** The parameters of calls, under the names that they have on the socket or over HTTP (C-59). */
final class ChatParams {
  private static final int USERNAME_CODE_POINTS = 129;

  /** What {@code sendChatAction} says (C-61). */
  private enum Action implements WireName {
    TYPING("typing"),
    CANCEL("cancel");

    private final String wireName;

    Action(String wireName) {
      this.wireName = wireName;
    }

    @Override
    public String wireName() {
      return wireName;
    }
  }

  private final PayloadFields params;
  private final boolean http;
  private final String conversationId;
  private final String content;
  private final String replyToId;
  private final String ids;

  private ChatParams(
      PayloadFields params,
      boolean http,
      String conversationId,
      String content,
      String replyToId,
      String ids) {
    this.params = params;
    this.http = http;
    this.conversationId = conversationId;
    this.content = content;
    this.replyToId = replyToId;
    this.ids = ids;
  }

  static ChatParams ofSocket(PayloadFields params) {
    return new ChatParams(params, false, "conversation_id", "content", "reply_to_id", "ids");
  }

  static ChatParams ofHttp(PayloadFields body) {
    return new ChatParams(body, true, "chat_id", "text", "reply_to_message_id", "message_ids");
  }

  /** Throws {@link InvalidField} when a parameter breaks its row. */
  ChatCall read(ChatMethod method) {
    return switch (method) {
      case LOGIN -> new ChatCall.Login(username("username"));
      case ME -> new ChatCall.Me();
      case GET_ACCOUNT -> new ChatCall.GetAccount(anyString("username"));
      case LIST_ACCOUNTS -> new ChatCall.ListAccounts();
      case LIST_CONVERSATIONS -> new ChatCall.ListConversations();
      case GET_CONVERSATION -> new ChatCall.GetConversation(conversation());
      case CREATE_CONVERSATION -> createConversation();
      case SEND_MESSAGE -> sendMessage();
      case HISTORY -> history();
      case DELETE_MESSAGES -> new ChatCall.DeleteMessages(conversation(), ids());
      case DELETE_FOR_ME -> new ChatCall.DeleteForMe(conversation(), ids());
      case ADD_REACTION -> new ChatCall.AddReaction(message(), emoji());
      case REMOVE_REACTION -> new ChatCall.RemoveReaction(message(), emoji());
      case SET_REACTIONS -> new ChatCall.SetReactions(message(), emojis());
      case SET_TYPING -> new ChatCall.SetTyping(conversation(), typing());
      case RESUME -> new ChatCall.Resume(params.uuid("id"), anyInteger("offset"));
      case PING -> new ChatCall.Ping();
      case CREATE_USER -> createUser();
    };
  }

  /** */
  Rejected rejected(InvalidField invalid) {
    return new Rejected((http ? "invalid field: " : "invalid params: ") + invalid.field());
  }

  /** C-31. */
  private ChatCall createConversation() {
    return new ChatCall.CreateConversation(
        params.strings("user_ids", ChatLimits.OTHERS),
        params.optionalString("title", 1, ChatLimits.TITLE_CODE_POINTS));
  }

  /** C-32: empty content needs an attachment. */
  private ChatCall sendMessage() {
    String text = params.stringOfBytes(content, 0, ChatLimits.CONTENT_BYTES);
    List<Attachment> attachments =
        params.isAbsent("attachments")
            ? List.of()
            : AttachmentJson.read(params.json("attachments"), "attachments");
    if (text.isEmpty() && attachments.isEmpty()) {
      throw new InvalidField(content);
    }
    return new ChatCall.SendMessage(
        conversation(),
        text,
        params.optionalUuid(replyToId),
        attachments,
        params.optionalString("client_msg_id", 1, ChatLimits.CLIENT_MSG_ID_CODE_POINTS));
  }

  /** C-34. */
  private ChatCall history() {
    long limit =
        params
            .optionalInteger("limit", 1, ChatLimits.HISTORY)
            .orElse(ChatLimits.HISTORY_UNLESS_ASKED);
    return new ChatCall.History(conversation(), (int) limit, params.optionalUuid("before"));
  }

  /** C-63. */
  private ChatCall createUser() {
    AccountKind kind =
        params.optionalConstant("kind", AccountKind.values()).orElse(AccountKind.HUMAN);
    if (kind == AccountKind.HUMAN && !params.isAbsent("parent_username")) {
      throw new InvalidField("parent_username");
    }
    if (kind == AccountKind.HUMAN && !params.isAbsent("agent_provider")) {
      throw new InvalidField("agent_provider");
    }
    return new ChatCall.CreateUser(
        username("username"),
        params.optionalString("display_name", 1, ChatLimits.DISPLAY_NAME_CODE_POINTS),
        kind,
        params.isAbsent("parent_username") ? null : username("parent_username"),
        params.optionalString("agent_provider", 1, ChatLimits.PROVIDER_CODE_POINTS),
        params.optionalConstant("mode", AnswerMode.values()).orElse(AnswerMode.ALWAYS));
  }

  /** Whether somebody types. */
  boolean typing() {
    return http
        ? params.constant("action", Action.values()) == Action.TYPING // C-61
        : params.bool("is_typing"); // C-39
  }

  UUID conversation() {
    return params.uuid(conversationId);
  }

  /** Whether it is about that conversation, and says so in the same letters. */
  boolean isInConversation(String id) {
    TextSpan span = params.optionalText(conversationId);
    return span != null && span.contentEquals(id);
  }

  private UUID message() {
    return params.uuid("message_id");
  }

  private String emoji() {
    return params.stringOfBytes("emoji", 1, ChatLimits.EMOJI_BYTES);
  }

  /** C-60. */
  private List<String> emojis() {
    return params.stringsOfBytes("reactions", ChatLimits.REACTIONS, 1, ChatLimits.EMOJI_BYTES);
  }

  private List<UUID> ids() {
    List<UUID> uuids = params.uuids(ids, ChatLimits.IDS);
    if (uuids.isEmpty()) {
      throw new InvalidField(ids);
    }
    return uuids;
  }

  /** C-10. */
  private String username(String field) {
    String name = params.string(field, 1, USERNAME_CODE_POINTS);
    if (!ChatLimits.isUsername(name)) {
      throw new InvalidField(field);
    }
    return name;
  }

  private String anyString(String field) {
    return params.string(field, 0, Integer.MAX_VALUE);
  }

  private long anyInteger(String field) {
    return params.integer(field, -JsonLimits.MAX_INTEGER, JsonLimits.MAX_INTEGER);
  }
}

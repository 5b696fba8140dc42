package dev.deltawire.dialects.chat;

import dev.deltawire.model.chat.ChatErrorCode;
import dev.deltawire.model.chat.ChatServerFrame.Failure;

/** The way out of a call that is refused; it has no stack trace (C-53 to C-57). */
final class ChatRefusal extends Exception {

  private static final long serialVersionUID = 1L;

  private final ChatErrorCode code;

  private ChatRefusal(ChatErrorCode code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  static ChatRefusal invalid(String message) {
    return new ChatRefusal(ChatErrorCode.INVALID_ARGUMENT, message);
  }

  /**
   * C-56.
   *
   * @param kind conversation, message, account or reaction
   */
  static ChatRefusal notFound(String kind) {
    return new ChatRefusal(ChatErrorCode.NOT_FOUND, "not found: " + kind);
  }

  /** C-55. */
  static ChatRefusal denied(String reason) {
    return new ChatRefusal(ChatErrorCode.PERMISSION_DENIED, "permission denied: " + reason);
  }

  /** C-57. */
  static ChatRefusal exists(String kind) {
    return new ChatRefusal(ChatErrorCode.ALREADY_EXISTS, "already exists: " + kind);
  }

  /** C-58, for what this node can't do. */
  static ChatRefusal internal() {
    return new ChatRefusal(ChatErrorCode.INTERNAL, ChatContext.INTERNAL_ERROR);
  }

  Failure failure() {
    return new Failure(code, getMessage());
  }
}

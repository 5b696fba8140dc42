package dev.deltawire.model.chat;

/** What can be called, by its names on the socket and over HTTP (5.4, C-59 to C-63). */
public enum ChatMethod {
  LOGIN("auth.login", "signIn"),
  ME("accounts.me", "getMe"),
  GET_ACCOUNT("accounts.get", "getUser"),
  LIST_ACCOUNTS("accounts.list", "getUsers"),
  LIST_CONVERSATIONS("conversations.list", "getChats"),
  GET_CONVERSATION("conversations.get", "getChat"),
  CREATE_CONVERSATION("conversations.create", "startChat"),
  SEND_MESSAGE("messages.send", "sendMessage"),
  HISTORY("messages.history", "getChatHistory"),
  DELETE_MESSAGES("messages.delete", "deleteMessages"),
  DELETE_FOR_ME("messages.delete_for_me", "deleteMessagesForMe"),
  ADD_REACTION("reactions.add", null),
  REMOVE_REACTION("reactions.remove", null),
  SET_REACTIONS(null, "setMessageReaction"),
  SET_TYPING("typing.set", "sendChatAction"),
  RESUME("messages.resume", null),
  PING("ping", null),
  CREATE_USER(null, "createUser");

  private final String socketName;
  private final String httpName;

  ChatMethod(String socketName, String httpName) {
    this.socketName = socketName;
    this.httpName = httpName;
  }

  /** The {@code method} of a call, or null if it can't be called so. */
  public String socketName() {
    return socketName;
  }

  /** The last part of the path, or null if it can't be called so. */
  public String httpName() {
    return httpName;
  }
}

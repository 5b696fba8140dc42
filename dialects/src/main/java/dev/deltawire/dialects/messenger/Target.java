package dev.deltawire.dialects.messenger;

/** Where a message is to go (M-41). */
public sealed interface Target {

  /** To one agent, in the one direct conversation with it. */
  record ToAgent(String handle) implements Target {}

  /** To the other participants of a conversation. */
  record ToConversation(String id) implements Target {}
}

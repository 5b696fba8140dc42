package dev.deltawire.dialects.chat;

import dev.deltawire.model.chat.ChatResult;

/** Where the one reply to a call goes, before the events that the call causes (C-09). */
@FunctionalInterface
interface Replies {

  /** Takes the result of a call that has succeeded. Must not block. */
  void reply(ChatResult result);
}

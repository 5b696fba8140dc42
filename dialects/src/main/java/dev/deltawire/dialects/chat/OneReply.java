package dev.deltawire.dialects.chat;

import dev.deltawire.model.chat.ChatResult;

/** The reply to a call that is answered when it has returned. */
final class OneReply implements Replies {

  private ChatResult result;

  @Override
  public void reply(ChatResult given) {
    result = given;
  }

  ChatResult result() {
    return result;
  }
}

package dev.deltawire.dialects.chat;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.model.chat.ChatCall;
import dev.deltawire.model.chat.ChatCall.AddReaction;
import dev.deltawire.model.chat.ChatCall.CreateConversation;
import dev.deltawire.model.chat.ChatCall.DeleteForMe;
import dev.deltawire.model.chat.ChatCall.DeleteMessages;
import dev.deltawire.model.chat.ChatCall.GetAccount;
import dev.deltawire.model.chat.ChatCall.GetConversation;
import dev.deltawire.model.chat.ChatCall.History;
import dev.deltawire.model.chat.ChatCall.ListAccounts;
import dev.deltawire.model.chat.ChatCall.ListConversations;
import dev.deltawire.model.chat.ChatCall.Login;
import dev.deltawire.model.chat.ChatCall.Me;
import dev.deltawire.model.chat.ChatCall.RemoveReaction;
import dev.deltawire.model.chat.ChatCall.SendMessage;
import dev.deltawire.model.chat.ChatCall.SetReactions;
import dev.deltawire.model.chat.ChatCall.SetTyping;
import dev.deltawire.model.chat.ChatResult.Done;

/** The methods, whoever calls them and however (5.4). Thread: the executor's; may block. */
record ChatCalls(
    Identities identities,
    AccountCalls accounts,
    ConversationCalls conversations,
    MessageCalls messages,
    DeletionCalls deletions,
    ReactionCalls reactions,
    TypingCalls typing) {

  /** Executes a call; when it returns, the one reply is given. */
  void call(Caller caller, ChatCall call, Replies replies) throws ChatRefusal, StoreException {
    if (call instanceof SendMessage send) {
      messages.send(caller, send, replies);
    } else if (call instanceof History history) {
      replies.reply(messages.history(caller, history));
    } else if (call instanceof SetTyping set) {
      typing.set(caller, set, replies);
    } else if (call instanceof AddReaction add) {
      reactions.add(caller, add, replies);
    } else if (call instanceof RemoveReaction remove) {
      reactions.remove(caller, remove, replies);
    } else if (call instanceof SetReactions set) {
      reactions.set(caller, set, replies);
    } else if (call instanceof DeleteMessages delete) {
      deletions.delete(caller, delete, replies);
    } else if (call instanceof DeleteForMe delete) {
      deletions.hide(caller, delete);
      replies.reply(Done.DONE);
    } else {
      callDirectory(caller, call, replies);
    }
  }

  /** What is about accounts and conversations. */
  private void callDirectory(Caller caller, ChatCall call, Replies replies)
      throws ChatRefusal, StoreException {
    if (call instanceof CreateConversation create) {
      conversations.create(caller, create, replies);
    } else if (call instanceof GetConversation get) {
      replies.reply(conversations.get(caller, get.conversationId()));
    } else if (call instanceof ListConversations) {
      replies.reply(conversations.list(caller));
    } else if (call instanceof GetAccount get) {
      replies.reply(accounts.get(get.username()));
    } else if (call instanceof Me) {
      replies.reply(accounts.get(caller.username()));
    } else if (call instanceof ListAccounts) {
      replies.reply(accounts.list());
    } else if (call instanceof Login login) {
      replies.reply(identities.login(caller.username(), login.username()));
    } else if (call instanceof ChatCall.Ping) {
      replies.reply(Done.DONE);
    } else {
      throw new IllegalArgumentException("not to be called so: " + call);
    }
  }
}

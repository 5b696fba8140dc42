package dev.deltawire.dialects.chat;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.model.chat.Account;
import dev.deltawire.model.chat.ChatCall.CreateUser;
import dev.deltawire.model.chat.ChatResult.Page;

/** What can be asked about accounts (C-26 to C-28, C-63). Thread: the executor's; may block. */
final class AccountCalls {

  private final ChatAccounts accounts;

  AccountCalls(ChatAccounts accounts) {
    this.accounts = accounts;
  }

  Account get(String username) throws ChatRefusal, StoreException {
    return accounts.find(username).orElseThrow(() -> ChatRefusal.notFound("account"));
  }

  Page list() throws StoreException {
    return new Page(accounts.list(""));
  }

  Account create(CreateUser user) throws ChatRefusal, StoreException {
    if (user.parentUsername() != null) {
      get(user.parentUsername());
    }
    return accounts.create(user).orElseThrow(() -> ChatRefusal.exists("account"));
  }
}

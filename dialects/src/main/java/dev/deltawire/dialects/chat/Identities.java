package dev.deltawire.dialects.chat;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.model.chat.Account;
import dev.deltawire.model.chat.ChatResult.Auth;
import java.time.Duration;
import java.util.Optional;

/** Whom tokens speak for, and what tokens are given out (C-01 to C-04, C-25, C-62). */
final class Identities {

  private static final String DEV = "dev:";

  private final ChatAccounts accounts;
  private final ChatTokens tokens;
  private final Duration tokenTtl;
  private final boolean devMode;

  Identities(ChatAccounts accounts, ChatTokens tokens, Duration tokenTtl, boolean devMode) {
    this.accounts = accounts;
    this.tokens = tokens;
    this.tokenTtl = tokenTtl;
    this.devMode = devMode;
  }

  /** The account that a token speaks for; empty if it is not to be trusted. */
  Optional<Account> account(String token) throws StoreException {
    if (token.startsWith(DEV)) {
      return devMode ? accounts.ensureHuman(token.substring(DEV.length())) : Optional.empty();
    }
    Optional<String> username = tokens.username(token);
    return username.isPresent() ? accounts.find(username.get()) : Optional.empty(); // C-04
  }

  /** C-25: a caller's own credential, or in dev mode any human's. */
  Auth login(String caller, String username) throws ChatRefusal, StoreException {
    if (!devMode && !caller.equals(username)) {
      throw ChatRefusal.denied("not your account");
    }
    Account account =
        devMode
            ? accounts.ensure(username)
            : accounts.find(username).orElseThrow(() -> ChatRefusal.notFound("account"));
    return credential(requireHuman(account));
  }

  /** C-62: what the operator gives out, and in dev mode everybody. */
  Auth signIn(String username, boolean operator) throws ChatRefusal, StoreException {
    Account account =
        devMode
            ? accounts.ensure(username)
            : accounts.find(username).orElseThrow(() -> ChatRefusal.notFound("account"));
    return credential(operator ? account : requireHuman(account));
  }

  boolean devMode() {
    return devMode;
  }

  private Auth credential(Account account) {
    String token =
        devMode && !account.isAgent()
            ? DEV + account.username()
            : tokens.issue(account.username(), tokenTtl);
    return new Auth(token, tokenTtl.toSeconds(), account);
  }

  private static Account requireHuman(Account account) throws ChatRefusal {
    if (account.isAgent()) {
      throw ChatRefusal.denied("an agent's account");
    }
    return account;
  }
}

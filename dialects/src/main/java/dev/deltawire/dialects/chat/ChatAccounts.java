package dev.deltawire.dialects.chat;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.model.chat.Account;
import dev.deltawire.model.chat.AccountKind;
import dev.deltawire.model.chat.ChatCall.CreateUser;
import dev.deltawire.model.chat.ChatLimits;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The accounts of a store, as an operator administers them; needs no running server.
 *
 * <p>Thread: any that may block.
 */
public final class ChatAccounts {

  /** Most accounts of a list (C-28), which then takes a few mebibytes. */
  static final int PAGE = 8192;

  private final ChatStore.Accounts store;

  private ChatAccounts(ChatStore.Accounts store) {
    this.store = store;
  }

  /** The accounts of {@code store}. */
  public static ChatAccounts of(ChatStore store) {
    return new ChatAccounts(store.accounts());
  }

  /** The account of that name, if there is one. */
  public Optional<Account> find(String username) throws StoreException {
    return store.find(username).map(Participant::account);
  }

  /** Accounts by username: the first ones behind a username, all of which are behind "". */
  public List<Account> list(String after) throws StoreException {
    return store.list(after, PAGE);
  }

  /** Creates an account (C-63); empty if there is one of that name. */
  public Optional<Account> create(CreateUser user) throws StoreException {
    String displayName =
        user.displayName() == null ? displayName(user.username()) : user.displayName();
    Account account =
        new Account(
            user.username(),
            displayName,
            user.kind(),
            null,
            null,
            user.parentUsername(),
            user.agentProvider());
    return store.add(new Participant(account, user.mode()))
        ? Optional.of(account)
        : Optional.empty();
  }

  /** The account of that name; a human's is created if there is none (C-03). */
  public Account ensure(String username) throws StoreException {
    return ensure(Account.human(username, displayName(username)));
  }

  /** The agent of that name, created if there is no account of that name (C-63). */
  public Account ensureAgent(String username) throws StoreException {
    return ensure(Account.agent(username, displayName(username)));
  }

  /** The human that a dev token names, created if missing; empty for any other name (C-03). */
  Optional<Account> ensureHuman(String username) throws StoreException {
    return ChatLimits.isUsername(username)
        ? Optional.of(ensure(username)).filter(account -> account.kind() == AccountKind.HUMAN)
        : Optional.empty();
  }

  private Account ensure(Account wanted) throws StoreException {
    Optional<Account> known = find(wanted.username());
    if (known.isPresent() || store.add(Participant.of(wanted))) {
      return known.orElse(wanted);
    }
    return find(wanted.username()).orElse(wanted);
  }

  /** C-03. */
  private static String displayName(String username) {
    return username.substring(0, 1).toUpperCase(Locale.ROOT) + username.substring(1);
  }
}

package dev.deltawire.tck.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.dialects.HistoryBudget;
import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.chat.ChatRoom;
import dev.deltawire.dialects.chat.ChatStore;
import dev.deltawire.dialects.chat.Participant;
import dev.deltawire.model.chat.Account;
import dev.deltawire.model.chat.AccountKind;
import dev.deltawire.model.chat.AnswerMode;
import dev.deltawire.model.chat.ChatLimits;
import dev.deltawire.model.chat.Conversation;
import dev.deltawire.model.chat.ConversationKind;
import dev.deltawire.model.chat.Message;
import dev.deltawire.model.chat.Reaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store of the chat dialect must do about accounts, conversations and reactions. */
public abstract class ChatStoreContract {

  /** For extension. */
  protected ChatStoreContract() {}

  /** The store under test, empty before each test. */
  protected abstract ChatStore store();

  /** What a restart of the process leaves of it; the same where there is no restart. */
  protected ChatStore reopened() {
    return store();
  }

  @Test
  void c10_c52_accountsKeepAllTheirMembers() throws StoreException {
    Account agent =
        new Account("ops:bot", "Bot", AccountKind.AGENT, "http://a", "bio", "ops", "external");
    assertTrue(store().accounts().add(Participant.of(ChatPosts.OPS)));
    assertTrue(store().accounts().add(new Participant(agent, AnswerMode.MENTION)));
    ChatStore after = reopened();
    assertEquals(
        Optional.of(new Participant(agent, AnswerMode.MENTION)), after.accounts().find("ops:bot"));
    assertEquals(Optional.empty(), after.accounts().find("nobody"));
    assertEquals(List.of(ChatPosts.OPS, agent), after.accounts().list("", 100));
  }

  @Test
  void c28_accountsAreListedInTheOrderOfTheirCharactersPageByPage() throws StoreException {
    ChatStore.Accounts accounts = store().accounts();
    List<String> names = List.of("a-b", "a.b", "a1", "a:b", "a_b", "ab", "b");
    for (String name : List.of("a_b", "b", "a1", "a:b", "ab", "a-b", "a.b")) {
      accounts.add(Participant.of(Account.human(name, name)));
    }
    assertEquals(names, names(accounts.list("", 100)));
    assertEquals(names.subList(0, 3), names(accounts.list("", 3)));
    assertEquals(names.subList(3, 6), names(accounts.list("a1", 3)));
    assertEquals(List.of(), accounts.list("b", 3));
  }

  private static List<String> names(List<Account> accounts) {
    return accounts.stream().map(Account::username).toList();
  }

  @Test
  void c63_anAccountIsAddedOnce() throws StoreException {
    ChatStore.Accounts accounts = store().accounts();
    assertTrue(accounts.add(Participant.of(ChatPosts.OPS)));
    assertFalse(accounts.add(Participant.of(Account.agent("ops", "Other"))));
    assertEquals(Optional.of(Participant.of(ChatPosts.OPS)), accounts.find("ops"));
  }

  @Test
  void c31_aDirectConversationIsThereOnce() throws StoreException {
    ChatPosts posts = ChatPosts.in(store());
    ChatStore.Conversations rooms = store().conversations();
    ChatRoom known = rooms.find(posts.room()).orElseThrow();
    assertEquals(ConversationKind.DIRECT, known.kind());
    assertEquals(Optional.empty(), known.title());
    ChatRoom again =
        rooms.add(UUID.randomUUID(), Optional.of("t"), List.of("ann", "ops"), ChatPosts.NOW);
    assertEquals(known, again);
    assertEquals(1, rooms.list("ops").size());
  }

  @Test
  void c11_c31_c52_groupsKeepTheirOrderAndTitle() throws StoreException {
    ChatPosts.in(store());
    store().accounts().add(Participant.of(ChatPosts.BOT));
    List<String> names = List.of("ops", "bot", "ann");
    ChatRoom one =
        store().conversations().add(UUID.randomUUID(), Optional.of("Desk"), names, ChatPosts.NOW);
    ChatRoom other =
        store().conversations().add(UUID.randomUUID(), Optional.of("Desk"), names, ChatPosts.NOW);
    assertFalse(one.id().equals(other.id()));
    ChatRoom found = reopened().conversations().find(one.id()).orElseThrow();
    assertEquals(one, found);
    assertEquals(ConversationKind.GROUP, found.kind());
    assertEquals(names, found.participants().stream().map(p -> p.account().username()).toList());
    assertEquals(Optional.empty(), store().conversations().find(UUID.randomUUID()));
  }

  @Test
  void c39_whoTakesPartInAConversationNeverChanges() throws StoreException {
    ChatPosts posts = ChatPosts.in(store());
    ChatStore.Conversations rooms = store().conversations();
    List<Participant> first = rooms.find(posts.room()).orElseThrow().participants();
    Message message = posts.say(ChatPosts.ANN, "up", ChatPosts.NOW.plusMillis(2));
    rooms.markRead(posts.room(), "ops");
    store().messages().hide("ops", List.of(message.id()));
    store().messages().delete(List.of(message.id()), ChatPosts.NOW.plusMillis(3));
    rooms.add(UUID.randomUUID(), Optional.empty(), List.of("ops", "ann"), ChatPosts.NOW);
    assertEquals(first, rooms.find(posts.room()).orElseThrow().participants());
    assertEquals(first, reopened().conversations().find(posts.room()).orElseThrow().participants());
  }

  @Test
  void c29_conversationsAreListedByTheirLastMessage() throws StoreException {
    ChatPosts posts = ChatPosts.in(store());
    store().accounts().add(Participant.of(ChatPosts.BOT));
    ChatRoom newer =
        store()
            .conversations()
            .add(
                UUID.randomUUID(),
                Optional.empty(),
                List.of("ops", "bot"),
                ChatPosts.NOW.plusMillis(1));
    assertEquals(List.of(newer.id(), posts.room()), ids(store(), "ops"));
    posts.say(ChatPosts.ANN, "up", ChatPosts.NOW.plusMillis(2));
    List<Conversation> listed = reopened().conversations().list("ops");
    assertEquals(List.of(posts.room(), newer.id()), ids(store(), "ops"));
    assertEquals(ChatPosts.NOW.plusMillis(2), listed.get(0).updatedAt());
    assertEquals(1, listed.get(0).unreadCount());
    assertEquals(List.of(posts.room()), ids(store(), "ann"));
    assertEquals(List.of(), ids(store(), "nobody"));
  }

  @Test
  void c29_ofManyConversationsThoseUpdatedLastAreListed() throws StoreException {
    List<String> crowd =
        IntStream.rangeClosed(0, ChatLimits.OTHERS).mapToObj(i -> "m" + i).toList();
    for (String name : crowd) {
      store().accounts().add(Participant.of(Account.human(name, name)));
    }
    long fitting = HistoryBudget.CHARACTERS / (HistoryBudget.OVERHEAD * (crowd.size() + 1L));
    List<UUID> rooms = new ArrayList<>();
    for (int i = 0; i < fitting + 2; i++) {
      rooms.add(UUID.randomUUID());
      Instant at = ChatPosts.NOW.plusMillis(i);
      store().conversations().add(rooms.get(i), Optional.empty(), crowd, at);
    }
    Collections.reverse(rooms);
    assertEquals(rooms.subList(0, (int) fitting), ids(store(), "m0"));
  }

  private static List<UUID> ids(ChatStore store, String username) throws StoreException {
    return store.conversations().list(username).stream().map(Conversation::id).toList();
  }

  @Test
  void c50_c52_unreadCountsWhatOthersSaidSince() throws StoreException {
    ChatPosts posts = ChatPosts.in(store());
    ChatStore.Conversations rooms = store().conversations();
    UUID first = posts.say(ChatPosts.ANN, "one").id();
    posts.say(ChatPosts.ANN, "two");
    assertEquals(2, rooms.unread(posts.room(), "ops"));
    assertEquals(0, rooms.unread(posts.room(), "ann"));
    store().messages().delete(List.of(first), ChatPosts.NOW);
    assertEquals(1, rooms.unread(posts.room(), "ops"));
    rooms.markRead(posts.room(), "ops");
    assertEquals(0, reopened().conversations().unread(posts.room(), "ops"));
    UUID third = ChatPosts.at(store(), posts.room()).say(ChatPosts.ANN, "three").id();
    assertEquals(1, store().conversations().unread(posts.room(), "ops"));
    store().messages().hide("ops", List.of(third));
    assertEquals(0, store().conversations().unread(posts.room(), "ops"));
    ChatPosts.at(store(), posts.room()).say(ChatPosts.OPS, "four");
    assertEquals(0, store().conversations().unread(posts.room(), "ops"));
    assertEquals(1, store().conversations().unread(posts.room(), "ann"));
  }

  @Test
  void c13_c37_c38_aReactionIsThereOnceAndInOrder() throws StoreException {
    ChatPosts posts = ChatPosts.in(store());
    UUID id = posts.say(ChatPosts.OPS, "x").id();
    Reaction first = reaction(id, ChatPosts.ANN, "🔥", 1);
    Reaction second = reaction(id, ChatPosts.OPS, "🔥", 2);
    assertEquals(Optional.empty(), store().reactions().add(first));
    assertEquals(Optional.empty(), store().reactions().add(second));
    assertEquals(Optional.of(first), store().reactions().add(reaction(id, ChatPosts.ANN, "🔥", 3)));
    assertEquals(
        List.of(first, second),
        reopened().messages().find(List.of(id)).get(0).message().reactions());
    assertEquals(List.of("🔥"), store().reactions().emojis(id, "ann"));
    assertEquals(List.of(), store().reactions().emojis(id, "bob"));
    assertTrue(store().reactions().remove(id, "ann", "🔥"));
    assertFalse(store().reactions().remove(id, "ann", "🔥"));
    assertEquals(
        List.of(second), ChatPosts.at(store(), posts.room()).history("ops").get(0).reactions());
  }

  @Test
  void c60_theWholeSetIsReplacedAtOnce() throws StoreException {
    ChatPosts posts = ChatPosts.in(store());
    UUID id = posts.say(ChatPosts.OPS, "x").id();
    store().reactions().add(reaction(id, ChatPosts.ANN, "a", 1));
    store().reactions().add(reaction(id, ChatPosts.OPS, "a", 1));
    Instant at = ChatPosts.NOW.plusMillis(5);
    ChatStore.Change change = store().reactions().replace(id, ChatPosts.ANN, List.of("b", "c"), at);
    assertEquals(List.of("a"), change.removed());
    assertEquals(
        List.of(reaction(id, ChatPosts.ANN, "b", 5), reaction(id, ChatPosts.ANN, "c", 5)),
        change.added());
    assertEquals(3, posts.history("ops").get(0).reactions().size());
    change = store().reactions().replace(id, ChatPosts.ANN, List.of("c"), at);
    assertEquals(new ChatStore.Change(List.of(), List.of("b")), change);
  }

  private static Reaction reaction(UUID id, Account reactor, String emoji, long millis) {
    return new Reaction(id, reactor, emoji, ChatPosts.NOW.plusMillis(millis));
  }
}

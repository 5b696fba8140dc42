package dev.deltawire.tck.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.dialects.HistoryBudget;
import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.chat.ChatStore;
import dev.deltawire.dialects.chat.MessageFacts;
import dev.deltawire.dialects.chat.Participant;
import dev.deltawire.dialects.chat.StoredMessage;
import dev.deltawire.model.chat.Attachment;
import dev.deltawire.model.chat.ChatLimits;
import dev.deltawire.model.chat.Message;
import dev.deltawire.model.chat.Reaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store of the chat dialect must do about messages. */
public abstract class ChatMessagesContract {

  private static final int RACERS = 8;

  /** For extension. */
  protected ChatMessagesContract() {}

  /** The store under test, empty before each test. */
  protected abstract ChatStore store();

  /** What a restart of the process leaves of it; the same where there is no restart. */
  protected ChatStore reopened() {
    return store();
  }

  @Test
  void c12_c14_c52_aMessageKeepsAllItsMembers() throws StoreException {
    ChatPosts posts = ChatPosts.in(store());
    UUID first = posts.say(ChatPosts.ANN, "").id();
    Message whole =
        new Message(
            UUID.randomUUID(),
            posts.room(),
            ChatPosts.OPS,
            "\u0000 \"text\" 😀",
            first,
            ChatPosts.NOW,
            ChatPosts.NOW,
            List.of(),
            "c1",
            List.of(
                new Attachment.Ticker("t", "S", "E"),
                new Attachment.Photo("p", "m", "u", 3L, null)),
            null);
    assertEquals(Optional.empty(), store().messages().append(whole, 3));
    List<StoredMessage> found = reopened().messages().find(List.of(whole.id(), first));
    assertEquals(new StoredMessage(whole, 3, false), found.get(0));
    assertEquals(first, found.get(1).message().id());
    assertEquals(List.of(), store().messages().find(List.of(UUID.randomUUID())));
    assertEquals(3, store().messages().depth(posts.room()));
  }

  @Test
  void c33_c52_theSameClientMsgIdIsStoredOnce() throws StoreException {
    ChatPosts posts = ChatPosts.in(store());
    Message first = posts.message(ChatPosts.OPS, "one", "k", ChatPosts.NOW);
    Message again = posts.message(ChatPosts.OPS, "two", "k", ChatPosts.NOW);
    assertEquals(Optional.empty(), store().messages().append(first, 0));
    ChatStore after = reopened();
    assertEquals(Optional.of(first), after.messages().append(again, 0));
    assertEquals(Optional.of(first), after.messages().sent("ops", "k"));
    assertEquals(Optional.empty(), after.messages().sent("ann", "k"));
    Message other = posts.message(ChatPosts.ANN, "three", "k", ChatPosts.NOW);
    assertEquals(Optional.empty(), after.messages().append(other, 0));
    assertEquals(2, ChatPosts.at(after, posts.room()).history("ops").size());
  }

  @Test
  void c33_oneOfManyAtOnceWins() throws Exception {
    ChatPosts posts = ChatPosts.in(store());
    ExecutorService threads = Executors.newFixedThreadPool(RACERS);
    try {
      List<Future<Optional<Message>>> results =
          threads.invokeAll(
              IntStream.range(0, RACERS)
                  .mapToObj(i -> posts.message(ChatPosts.OPS, "m" + i, "k", ChatPosts.NOW))
                  .<java.util.concurrent.Callable<Optional<Message>>>map(
                      m -> () -> store().messages().append(m, 0))
                  .toList());
      Message winner = posts.history("ops").get(0);
      assertEquals(List.of(winner), posts.history("ops"));
      List<Message> earlier = earlier(results);
      assertEquals(RACERS - 1, earlier.size());
      assertTrue(earlier.stream().allMatch(winner::equals));
    } finally {
      threads.shutdownNow();
    }
  }

  private static List<Message> earlier(List<Future<Optional<Message>>> results)
      throws InterruptedException, ExecutionException {
    List<Message> earlier = new ArrayList<>();
    for (Future<Optional<Message>> result : results) {
      result.get().ifPresent(earlier::add);
    }
    return earlier;
  }

  @Test
  void c34_historyGivesTheNewestOldestFirst() throws StoreException {
    ChatPosts posts = ChatPosts.in(store());
    List<UUID> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ids.add(posts.say(ChatPosts.OPS, "m" + i).id());
    }
    assertEquals(List.of("m3", "m4"), page(2, Optional.empty(), posts));
    assertEquals(List.of("m1", "m2"), page(2, Optional.of(ids.get(3)), posts));
    store().messages().delete(List.of(ids.get(3), ids.get(1)), ChatPosts.NOW);
    store().messages().hide("ops", List.of(ids.get(2)));
    assertEquals(List.of("m0", "m4"), page(9, Optional.empty(), posts));
    assertEquals(List.of("m0"), page(9, Optional.of(ids.get(3)), posts), "a deleted one marks");
    assertEquals(3, posts.history("ann").size());
  }

  private List<String> page(int limit, Optional<UUID> before, ChatPosts posts)
      throws StoreException {
    return store().messages().history(posts.room(), "ops", limit, before).stream()
        .map(Message::content)
        .toList();
  }

  @Test
  void c34_aPageHoldsNoMoreTextThanOneReadMay() throws StoreException {
    ChatPosts posts = ChatPosts.in(store());
    String half = "x".repeat((int) HistoryBudget.CHARACTERS / 2 - HistoryBudget.OVERHEAD);
    Message left = posts.say(ChatPosts.OPS, "left for the next page");
    Message second = posts.say(ChatPosts.OPS, half);
    Message third = posts.say(ChatPosts.ANN, half);
    assertEquals(List.of(second, third), posts.history("ann"));
    assertEquals(
        List.of(left),
        store().messages().history(posts.room(), "ann", 200, Optional.of(second.id())));

    Message longest = posts.say(ChatPosts.OPS, "x".repeat((int) HistoryBudget.CHARACTERS));
    assertEquals(List.of(longest), posts.history("ann"), "one message at least");
  }

  @Test
  void c34_whatHangsOnAMessageCounts() throws StoreException {
    ChatPosts posts = ChatPosts.in(store());
    String url = "x".repeat(ChatLimits.ATTACHMENT_CODE_POINTS);
    Attachment photo = new Attachment.Photo("id", url, url, null, null);
    List<UUID> attached = new ArrayList<>();
    List<UUID> liked = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      attached.add(posts.say(ChatPosts.OPS, "", Collections.nCopies(10, photo)).id());
    }
    assertFits(attached, 10L * photo.length(), posts);
    for (int i = 0; i < 200; i++) {
      liked.add(posts.say(ChatPosts.OPS, "x").id());
      List<String> emojis = IntStream.range(0, 60).mapToObj(Integer::toString).toList();
      store().reactions().replace(liked.get(i), ChatPosts.ANN, emojis, ChatPosts.NOW);
    }
    assertFits(liked, 60L * Reaction.LENGTH + 1, posts);
  }

  private static void assertFits(List<UUID> ids, long length, ChatPosts posts)
      throws StoreException {
    int fitting = (int) (HistoryBudget.CHARACTERS / (length + HistoryBudget.OVERHEAD));
    assertEquals(
        ids.subList(ids.size() - fitting, ids.size()),
        posts.history("ann").stream().map(Message::id).toList());
  }

  @Test
  void c34_whatAReplyHasGrownToCounts() throws StoreException {
    ChatPosts posts = withBot();
    Message question = posts.say(ChatPosts.OPS, "left for the next page");
    UUID running = posts.begin(ChatPosts.BOT, 1).id();
    store().messages().progress(running, List.of("x".repeat((int) HistoryBudget.CHARACTERS)));
    assertEquals(running, posts.history("ann").get(0).id());
    assertEquals(
        List.of(question),
        store().messages().history(posts.room(), "ann", 200, Optional.of(running)));
  }

  @Test
  void c35_c36_c52_deletedAndHiddenMessagesStayKnown() throws StoreException {
    ChatPosts posts = ChatPosts.in(store());
    UUID id = posts.say(ChatPosts.OPS, "x").id();
    store().messages().hide("ann", List.of(id));
    store().messages().hide("ann", List.of(id));
    assertTrue(store().messages().isHidden(id, "ann"));
    assertFalse(store().messages().isHidden(id, "ops"));
    store().messages().delete(List.of(id), ChatPosts.NOW);
    ChatStore after = reopened();
    assertTrue(after.messages().isHidden(id, "ann"));
    assertTrue(after.messages().find(List.of(id)).get(0).deleted());
    assertEquals(List.of(), ChatPosts.at(after, posts.room()).history("ops"));
  }

  @Test
  void whoSaidItAndWhereIsKnownWithoutTheText() throws StoreException {
    ChatPosts posts = withBot();
    UUID said = posts.say(ChatPosts.OPS, "x").id();
    UUID begun = posts.begin(ChatPosts.BOT, 1).id();
    assertEquals(List.of(), store().messages().facts(List.of(UUID.randomUUID())));
    assertEquals(
        List.of(
            new MessageFacts(begun, posts.room(), ChatPosts.BOT, true, false),
            new MessageFacts(said, posts.room(), ChatPosts.OPS, false, false)),
        reopened().messages().facts(List.of(begun, UUID.randomUUID(), said)));
    store().messages().delete(List.of(begun), ChatPosts.NOW);
    assertEquals(
        List.of(new MessageFacts(begun, posts.room(), ChatPosts.BOT, false, true)),
        store().messages().facts(List.of(begun)));
  }

  @Test
  void c19_c44_aStreamGrowsAndEndsOnce() throws StoreException {
    ChatPosts posts = withBot();
    Message begun = posts.begin(ChatPosts.BOT, 2);
    assertTrue(find(begun).isStreaming());
    store().messages().progress(begun.id(), List.of("half "));
    store().messages().progress(begun.id(), List.of("of it"));
    assertEquals("half of it", find(begun).content());
    assertEquals("half of it", posts.history("ops").get(0).content());

    Instant end = ChatPosts.NOW.plusMillis(7);
    Message whole = begun.ended("half of it, and all", end, null);
    assertEquals(
        Optional.of(whole),
        store().messages().finish(begun.id(), whole.content(), end, Optional.empty()));
    store().messages().progress(begun.id(), List.of("too late"));
    assertEquals(
        Optional.empty(),
        store().messages().finish(begun.id(), "other", end, Optional.of("error")));
    assertEquals(whole, reopened().messages().find(List.of(begun.id())).get(0).message());
  }

  @Test
  void x59_aStreamMayEndBehindWhatWasAdded() throws StoreException {
    ChatPosts posts = withBot();
    Message begun = posts.begin(ChatPosts.BOT, 2);
    String part = "NUL \0, DLE \u00100, ä€😀 ".repeat(5_000);
    store().messages().progress(begun.id(), List.of("0", part));
    store().messages().progress(begun.id(), List.of("1" + part));
    String all = "0" + part + "1" + part + "2" + part + "\u00100\0";
    Message whole = begun.ended(all, ChatPosts.NOW, null);
    assertEquals(
        Optional.of(whole),
        finishBehind(begun, List.of("2" + part, "\u0010", "0\0"), Optional.empty()));
    assertEquals(Optional.empty(), finishBehind(begun, List.of("twice"), Optional.empty()));

    Message failing = posts.begin(ChatPosts.BOT, 2);
    Message failed = failing.ended("all", ChatPosts.NOW, "because");
    assertEquals(
        Optional.of(failed), finishBehind(failing, List.of("all"), Optional.of("because")));
    assertEquals(whole, reopened().messages().find(List.of(begun.id())).get(0).message());
  }

  @Test
  void x62_aPieceThatCannotBeMadeLeavesNothing() throws StoreException {
    ChatPosts posts = withBot();
    Message begun = posts.begin(ChatPosts.BOT, 2);
    store().messages().progress(begun.id(), List.of("so "));
    assertThrows(
        Exception.class, () -> store().messages().progress(begun.id(), BrokenPieces.INSTANCE));
    assertThrows(
        Exception.class, () -> finishBehind(begun, BrokenPieces.INSTANCE, Optional.empty()));
    assertEquals("so ", find(begun).content());
    assertEquals(
        "so far", finishBehind(begun, List.of("far"), Optional.empty()).orElseThrow().content());
  }

  private Optional<Message> finishBehind(
      Message begun, Iterable<String> rest, Optional<String> error) throws StoreException {
    return store().messages().finishBehind(begun.id(), rest, ChatPosts.NOW, error);
  }

  @Test
  void c45_aFailedStreamKeepsItsErrorAndText() throws StoreException {
    ChatPosts posts = withBot();
    Message begun = posts.begin(ChatPosts.BOT, 1);
    store().messages().progress(begun.id(), List.of("so"));
    store().messages().finish(begun.id(), "so far", ChatPosts.NOW, Optional.of("no more"));
    Message failed = reopened().messages().find(List.of(begun.id())).get(0).message();
    assertEquals(begun.ended("so far", ChatPosts.NOW, "no more"), failed);
  }

  @Test
  void c48_aDeletedStreamHasEnded() throws StoreException {
    ChatPosts posts = withBot();
    Message begun = posts.begin(ChatPosts.BOT, 1);
    store().messages().progress(begun.id(), List.of("so far"));
    store().messages().delete(List.of(begun.id()), ChatPosts.NOW);
    assertEquals(
        Optional.empty(),
        store().messages().finish(begun.id(), "all", ChatPosts.NOW, Optional.empty()));
    assertEquals(Optional.empty(), finishBehind(begun, List.of("all"), Optional.empty()));
    StoredMessage stored = store().messages().find(List.of(begun.id())).get(0);
    assertTrue(stored.deleted());
    assertFalse(stored.message().isStreaming());
    assertEquals("so far", stored.message().content());
  }

  @Test
  void c52_x61_aRestartEndsStreamsWithTheirPrefix() throws StoreException {
    ChatPosts posts = withBot();
    Message done = posts.begin(ChatPosts.BOT, 1);
    store().messages().finish(done.id(), "done", ChatPosts.NOW, Optional.empty());
    Message cut = posts.begin(ChatPosts.BOT, 1);
    store().messages().progress(cut.id(), List.of("pre"));
    store().messages().progress(cut.id(), List.of("fix"));

    ChatStore after = reopened();
    after.messages().failUnfinished("interrupted");
    Message ended = after.messages().find(List.of(cut.id())).get(0).message();
    assertEquals("prefix", ended.content());
    assertEquals("interrupted", ended.error());
    assertFalse(ended.isStreaming());
    assertEquals(null, after.messages().find(List.of(done.id())).get(0).message().error());
  }

  private ChatPosts withBot() throws StoreException {
    ChatPosts posts = ChatPosts.in(store());
    store().accounts().add(Participant.of(ChatPosts.BOT));
    return posts;
  }

  private Message find(Message message) throws StoreException {
    return store().messages().find(List.of(message.id())).get(0).message();
  }
}

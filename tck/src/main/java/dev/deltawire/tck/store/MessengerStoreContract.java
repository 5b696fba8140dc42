package dev.deltawire.tck.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.dialects.SecretHash;
import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.messenger.Agent;
import dev.deltawire.dialects.messenger.Delivery;
import dev.deltawire.dialects.messenger.Entry;
import dev.deltawire.dialects.messenger.Group;
import dev.deltawire.dialects.messenger.GroupDeletion;
import dev.deltawire.dialects.messenger.HistoryQuery;
import dev.deltawire.dialects.messenger.MessengerStore;
import dev.deltawire.dialects.messenger.SendOutcome;
import dev.deltawire.dialects.messenger.SendOutcome.Refused;
import dev.deltawire.dialects.messenger.SendOutcome.Replayed;
import dev.deltawire.dialects.messenger.SendOutcome.Stored;
import dev.deltawire.dialects.messenger.Target.ToAgent;
import dev.deltawire.dialects.messenger.Target.ToConversation;
import dev.deltawire.model.messenger.CustomMessage;
import dev.deltawire.model.messenger.DeliveryStatus;
import dev.deltawire.model.messenger.Message;
import dev.deltawire.model.messenger.MessageType;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of the messenger dialect must do: agents, conversations, messages. */
public abstract class MessengerStoreContract {

  private MessengerStore store;
  private MessengerPostings post;

  /** For extension. */
  protected MessengerStoreContract() {}

  /** The store under test, empty before each test. */
  protected abstract MessengerStore store();

  @BeforeEach
  void registersAgents() throws StoreException {
    store = store();
    post = MessengerPostings.to(store).register("alice", "bob", "carol");
  }

  @Test
  void m51_aHandleIsGivenOutOnce() throws StoreException {
    assertFalse(store.agents().register("alice", SecretHash.of("other")));
    assertEquals(Optional.of(agent("alice")), store.agents().find("alice"));
    assertTrue(store.agents().delete("alice"));

    assertEquals(Optional.empty(), store.agents().find("alice"));
    assertEquals(Optional.empty(), store.agents().findByKey(SecretHash.of("key-alice")));
    assertFalse(store.agents().register("alice", SecretHash.of("new")));
    assertFalse(store.agents().delete("alice"));
    assertFalse(store.agents().rotate("alice", SecretHash.of("new")));
    assertFalse(store.agents().addKey("alice", SecretHash.of("new")));
    assertFalse(store.agents().suspend("alice", true));
    assertEquals(Optional.empty(), store.agents().findByKey(SecretHash.of("new")));
  }

  @Test
  void m13_m51_keysAreAddedAndRotated() throws StoreException {
    assertTrue(store.agents().addKey("alice", SecretHash.of("second")));
    assertEquals(Optional.of(agent("alice")), store.agents().findByKey(SecretHash.of("key-alice")));
    assertEquals(Optional.of(agent("alice")), store.agents().findByKey(SecretHash.of("second")));
    assertEquals(Optional.of(agent("bob")), store.agents().findByKey(SecretHash.of("key-bob")));

    assertTrue(store.agents().rotate("alice", SecretHash.of("third")));
    assertEquals(Optional.empty(), store.agents().findByKey(SecretHash.of("key-alice")));
    assertEquals(Optional.empty(), store.agents().findByKey(SecretHash.of("second")));
    assertEquals(Optional.of(agent("alice")), store.agents().findByKey(SecretHash.of("third")));
    assertEquals(Optional.of(agent("bob")), store.agents().findByKey(SecretHash.of("key-bob")));
  }

  @Test
  void m40_suspensionAndCustomMessageAreKept() throws StoreException {
    CustomMessage message = new CustomMessage("é \"😀\"");
    store.agents().customMessage("alice", message);
    assertTrue(store.agents().suspend("alice", true));
    assertEquals(Optional.of(new Agent("alice", true, message)), store.agents().find("alice"));

    store.agents().customMessage("alice", CustomMessage.NONE);
    assertTrue(store.agents().suspend("alice", false));
    assertEquals(Optional.of(agent("alice")), store.agents().find("alice"));
  }

  @Test
  void m24_m25_aMessageIsStoredWithItsDeliveryAndCounts() throws StoreException {
    Stored first = MessengerPostings.stored(post.send("alice", new ToAgent("bob")));
    Message message = first.message();
    assertEquals("alice", message.sender());
    assertEquals(1, message.seq());
    assertEquals(MessageType.TEXT, message.type());
    assertEquals("{\"text\":\"1\"}", message.content().toString());
    assertEquals(MessengerPostings.AT, message.createdAt());
    assertEquals(List.of(new Delivery("bob", 1)), first.deliveries());
    assertEquals(1, first.backlog());

    Message answer = post.reply("bob", message.conversationId());
    assertEquals(2, answer.seq());
    assertEquals(message.conversationId(), post.direct("bob", "alice").conversationId());
    assertEquals(1, post.direct("alice", "carol").seq());
    Stored fourth = MessengerPostings.stored(post.send("alice", new ToAgent("bob")));
    assertEquals(4, fourth.message().seq());
    assertEquals(List.of(new Delivery("bob", 2)), fourth.deliveries());
    assertEquals(2, fourth.backlog());
  }

  @Test
  void m41_theSameIdOfTheSameSenderIsStoredOnce() throws StoreException {
    Message message =
        MessengerPostings.stored(
                store.messages().send(post.posting("alice", new ToAgent("bob"), "x", 9)))
            .message();
    SendOutcome again = store.messages().send(post.posting("alice", new ToAgent("nobody"), "x", 0));
    Entry entry = assertInstanceOf(Replayed.class, again).entry();
    assertEquals(new Entry(message, 0, DeliveryStatus.STORED), entry);
    assertEquals(Optional.of(entry), store.messages().findSent("alice", "x"));
    assertEquals(Optional.empty(), store.messages().findSent("bob", "x"));
    assertEquals(1, store.mailboxes().position("bob").top());

    Stored others =
        MessengerPostings.stored(
            store.messages().send(post.posting("bob", new ToAgent("alice"), "x", 9)));
    assertEquals(2, others.message().seq());
  }

  @Test
  void m41_m49_whatCanNotBeSentLeavesNoTrace() throws StoreException {
    Message message = post.direct("alice", "bob");
    String conversation = message.conversationId();
    assertEquals(Refused.AGENT_NOT_FOUND, post.send("alice", new ToAgent("nobody")));
    assertEquals(Refused.CONVERSATION_NOT_FOUND, post.send("alice", new ToConversation("conv_x")));
    assertEquals(
        Refused.CONVERSATION_NOT_FOUND, post.send("carol", new ToConversation(conversation)));
    store.agents().delete("bob");
    assertEquals(Refused.AGENT_NOT_FOUND, post.send("alice", new ToAgent("bob")));
    assertEquals(Refused.AGENT_NOT_FOUND, post.send("alice", new ToConversation(conversation)));

    assertEquals(List.of(1L), seqs(history(conversation, "alice", HistoryQuery.newest(9))));
    assertEquals(2, post.direct("alice", "carol").seq() + 1);
  }

  @Test
  void m47_aFullMailboxTakesNoMoreDirectMessages() throws StoreException {
    String conversation = post.direct("alice", "bob").conversationId();
    post.direct("alice", "bob");
    assertEquals(2, store.mailboxes().backlog("bob"));
    assertEquals(
        Refused.BACKLOGGED,
        store.messages().send(post.posting("alice", new ToAgent("bob"), "x", 2)));
    assertEquals(
        Refused.BACKLOGGED,
        store.messages().send(post.posting("alice", new ToConversation(conversation), "y", 2)));
    String group = post.group("alice", "bob");
    Stored inGroup =
        MessengerPostings.stored(
            store.messages().send(post.posting("alice", new ToConversation(group), "z", 2)));
    assertEquals(0, inGroup.backlog());
    assertEquals(3, store.mailboxes().backlog("bob"));
    assertEquals(2, history(conversation, "bob", HistoryQuery.newest(9)).size());
  }

  @Test
  void m50_aGroupsMessagesGoToAllOtherMembers() throws StoreException {
    assertFalse(
        store
            .conversations()
            .addGroup(
                new Group(
                    "grp_x", "g", List.of("alice", "nobody"), "alice", MessengerPostings.AT)));
    assertEquals(List.of(), store.conversations().participants("grp_x"));

    String group = post.group("alice", "bob", "carol");
    post.direct("bob", "carol");
    Stored sent = MessengerPostings.stored(post.send("bob", new ToConversation(group)));
    assertEquals(1, sent.message().seq());
    assertEquals(
        Set.of(new Delivery("alice", 1), new Delivery("carol", 2)), Set.copyOf(sent.deliveries()));
    assertEquals(
        Set.of("alice", "bob", "carol"), Set.copyOf(store.conversations().participants(group)));
  }

  @Test
  void m37_m50_onlyItsCreatorEndsAGroupAndOnce() throws StoreException {
    String group = post.group("alice", "bob");
    String direct = post.direct("alice", "bob").conversationId();
    MessengerStore.Conversations conversations = store.conversations();
    assertEquals(
        GroupDeletion.Refused.NOT_FOUND,
        conversations.deleteGroup(group, "carol", post.last("carol")));
    assertEquals(
        GroupDeletion.Refused.NOT_FOUND,
        conversations.deleteGroup(direct, "alice", post.last("alice")));
    assertEquals(
        GroupDeletion.Refused.FORBIDDEN, conversations.deleteGroup(group, "bob", post.last("bob")));

    post.reply("bob", group);
    GroupDeletion.Deleted deleted =
        assertInstanceOf(
            GroupDeletion.Deleted.class,
            conversations.deleteGroup(group, "alice", post.last("alice")));
    assertEquals("system", deleted.message().sender());
    assertEquals(deleted.message().id(), deleted.message().clientMsgId());
    assertEquals(2, deleted.message().seq());
    assertEquals(MessageType.SYSTEM, deleted.message().type());
    assertEquals(
        Set.of(new Delivery("alice", 2), new Delivery("bob", 2)), Set.copyOf(deleted.deliveries()));
    assertEquals(
        GroupDeletion.Refused.ALREADY_DELETED,
        conversations.deleteGroup(group, "alice", post.last("alice")));
    assertEquals(Refused.GROUP_DELETED, post.send("bob", new ToConversation(group)));
    assertEquals(List.of(2L, 1L), seqs(history(group, "bob", HistoryQuery.newest(9))));
  }

  @Test
  void m36_whoTakesPartInAConversationNeverChanges() throws StoreException {
    String direct = post.direct("alice", "bob").conversationId();
    String group = post.group("alice", "bob", "carol");
    post.reply("bob", direct);
    post.reply("carol", group);
    store.mailboxes().read("alice", group, 1, MessengerPostings.AT);
    store.mailboxes().deliverThrough("alice", 1);
    post.group("alice", "bob");
    assertTakesPart(direct, group);
    store.agents().suspend("carol", true);
    assertTakesPart(direct, group);
    store.conversations().deleteGroup(group, "alice", post.last("alice"));
    assertTakesPart(direct, group);
    store.agents().delete("bob");
    assertTakesPart(direct, group);
  }

  private void assertTakesPart(String direct, String group) throws StoreException {
    assertEquals(Set.of("alice", "bob"), Set.copyOf(store.conversations().participants(direct)));
    assertEquals(
        Set.of("alice", "bob", "carol"), Set.copyOf(store.conversations().participants(group)));
  }

  @Test
  void m35_contactsShareAConversation() throws StoreException {
    post.register("dave", "eve");
    assertEquals(List.of(), store.conversations().contacts("alice"));
    post.direct("alice", "bob");
    String group = post.group("alice", "bob", "carol");
    post.direct("dave", "bob");

    assertEquals(Set.of("bob", "carol"), Set.copyOf(store.conversations().contacts("alice")));
    assertEquals(2, store.conversations().contacts("alice").size());
    assertEquals(
        Set.of("alice", "carol", "dave"), Set.copyOf(store.conversations().contacts("bob")));
    assertTrue(store.conversations().areContacts("carol", "alice"));
    assertFalse(store.conversations().areContacts("dave", "alice"));

    store.conversations().deleteGroup(group, "alice", post.last("alice"));
    store.agents().delete("bob");
    assertEquals(List.of("carol"), store.conversations().contacts("alice"));
    assertEquals(List.of(), store.conversations().contacts("dave"));
  }

  @Test
  void m42_historyGoesBothWaysWithoutItsBounds() throws StoreException {
    String conversation = post.direct("alice", "bob").conversationId();
    for (int i = 0; i < 3; i++) {
      post.reply("bob", conversation);
      post.reply("alice", conversation);
    }
    assertEquals(List.of(7L, 6L, 5L), seqs(history(conversation, "bob", HistoryQuery.newest(3))));
    assertEquals(List.of(4L, 3L), seqs(history(conversation, "bob", HistoryQuery.before(5, 2))));
    assertEquals(
        List.of(5L, 6L, 7L), seqs(history(conversation, "bob", HistoryQuery.after(4, 200))));
    assertEquals(List.of(), history(conversation, "bob", HistoryQuery.after(7, 9)));
    assertEquals(List.of(), history(conversation, "bob", HistoryQuery.before(1, 9)));
    assertEquals(
        Optional.empty(), store.messages().history(conversation, "carol", HistoryQuery.newest(9)));
    assertEquals(
        Optional.empty(), store.messages().history("conv_x", "alice", HistoryQuery.newest(9)));

    List<Entry> entries = history(conversation, "bob", HistoryQuery.after(0, 3));
    assertEquals(List.of(1L, 0L, 2L), entries.stream().map(Entry::delivery).toList());
  }

  private List<Entry> history(String conversation, String reader, HistoryQuery query)
      throws StoreException {
    return store.messages().history(conversation, reader, query).orElseThrow();
  }

  private static List<Long> seqs(List<Entry> entries) {
    return entries.stream().map(entry -> entry.message().seq()).toList();
  }

  private static Agent agent(String handle) {
    return new Agent(handle, false, CustomMessage.NONE);
  }
}

package dev.deltawire.tck.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.messenger.Entry;
import dev.deltawire.dialects.messenger.HistoryQuery;
import dev.deltawire.dialects.messenger.MailItem;
import dev.deltawire.dialects.messenger.MailboxPosition;
import dev.deltawire.dialects.messenger.MessengerStore;
import dev.deltawire.dialects.messenger.PageBudget;
import dev.deltawire.dialects.messenger.Reading;
import dev.deltawire.model.messenger.DeliveryStatus;
import dev.deltawire.model.messenger.Message;
import dev.deltawire.model.messenger.MessengerLimits;
import dev.deltawire.model.messenger.MessengerServerFrame.MessageRead;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of the messenger dialect must do: deliveries, their acceptance, reading. */
public abstract class MailboxContract {

  private MessengerStore store;
  private MessengerStore.Mailboxes mailboxes;
  private MessengerPostings post;

  /** For extension. */
  protected MailboxContract() {}

  /** The store under test, empty before each test. */
  protected abstract MessengerStore store();

  @BeforeEach
  void registersAgents() throws StoreException {
    store = store();
    mailboxes = store.mailboxes();
    post = MessengerPostings.to(store).register("alice", "bob", "carol");
  }

  @Test
  void m26_theLogIsReadInPagesWhateverIsDelivered() throws StoreException {
    Message first = post.direct("alice", "bob");
    Message second = post.direct("carol", "bob");
    Message third = post.direct("alice", "bob");
    mailboxes.deliver(Map.of("bob", 2L));

    assertEquals(
        List.of(new MailItem(1, first), new MailItem(2, second)), mailboxes.page("bob", 0, 2));
    assertEquals(List.of(new MailItem(3, third)), mailboxes.page("bob", 2, 2));
    assertEquals(List.of(), mailboxes.page("bob", 3, 2));
    assertEquals(List.of(), mailboxes.page("alice", 0, 2));
  }

  @Test
  void m28_deliveryIsCumulativeAndOnlyMovesForward() throws StoreException {
    assertEquals(new MailboxPosition(0, 0, Map.of()), mailboxes.position("bob"));
    String conversation = post.direct("alice", "bob").conversationId();
    post.direct("alice", "bob");
    post.direct("alice", "bob");
    post.direct("alice", "carol");

    mailboxes.deliver(Map.of("bob", 2L, "carol", 1L));
    assertEquals(new MailboxPosition(2, 3, Map.of()), mailboxes.position("bob"));
    assertEquals(new MailboxPosition(1, 1, Map.of()), mailboxes.position("carol"));
    mailboxes.deliver(Map.of("bob", 1L));
    assertEquals(new MailboxPosition(2, 3, Map.of()), mailboxes.position("bob"));
    assertEquals(1, mailboxes.backlog("bob"));
    assertEquals(
        List.of(DeliveryStatus.DELIVERED, DeliveryStatus.DELIVERED, DeliveryStatus.STORED),
        statuses(conversation, "bob"));
    assertEquals(statuses(conversation, "bob"), statuses(conversation, "alice"));
    mailboxes.deliver(Map.of("bob", 99L));
    assertEquals(new MailboxPosition(3, 3, Map.of()), mailboxes.position("bob"));
    assertEquals(0, mailboxes.backlog("bob"));
  }

  @Test
  void m45_anAckCountsWhatWasNotDelivered() throws StoreException {
    post.direct("alice", "bob");
    String other = post.direct("carol", "bob").conversationId();
    post.direct("alice", "bob");
    post.direct("carol", "bob");
    mailboxes.read("bob", other, 1, MessengerPostings.AT);

    assertEquals(OptionalLong.of(2), mailboxes.deliverThrough("bob", 3));
    assertEquals(OptionalLong.of(0), mailboxes.deliverThrough("bob", 2));
    assertEquals(OptionalLong.empty(), mailboxes.deliverThrough("bob", 5));
    assertEquals(OptionalLong.empty(), mailboxes.deliverThrough("bob", 0));
    assertEquals(OptionalLong.empty(), mailboxes.deliverThrough("alice", 1));
    assertEquals(OptionalLong.of(1), mailboxes.deliverThrough("bob", 4));
    assertEquals(0, mailboxes.backlog("bob"));
  }

  @Test
  void m32_readingCoversWhatIsAddressedToTheReader() throws StoreException {
    String conversation = post.direct("alice", "bob").conversationId();
    Message second = post.direct("alice", "bob");
    post.reply("bob", conversation);
    Message fourth = post.direct("alice", "bob");

    Reading reading = mailboxes.read("bob", conversation, 3, MessengerPostings.AT).orElseThrow();
    assertEquals(3, reading.throughSeq());
    assertEquals(Optional.of(news(second)), reading.news());
    assertEquals(List.of("alice"), reading.senders());
    assertEquals(
        List.of(DeliveryStatus.READ, DeliveryStatus.READ, DeliveryStatus.STORED),
        statuses(conversation, "bob"));
    assertEquals(1, mailboxes.backlog("bob"));

    Reading all = mailboxes.read("bob", conversation, 99, MessengerPostings.AT).orElseThrow();
    assertEquals(4, all.throughSeq());
    assertEquals(fourth.id(), all.messageId());
    assertEquals(Optional.of(news(fourth)), all.news());
    assertEquals(0, mailboxes.backlog("bob"));
    assertEquals(
        List.of(DeliveryStatus.READ, DeliveryStatus.READ, DeliveryStatus.READ),
        statuses(conversation, "alice"));
  }

  @Test
  void m32_m33_whatIsReadAlreadyIsNoNews() throws StoreException {
    Message message = post.direct("alice", "bob");
    String conversation = message.conversationId();
    Reading nothing = mailboxes.read("bob", conversation, 0, MessengerPostings.AT).orElseThrow();
    assertEquals(
        new Reading(conversation, 0, "", MessengerPostings.AT, Optional.empty(), List.of()),
        nothing);
    Reading own = mailboxes.read("alice", conversation, 1, MessengerPostings.AT).orElseThrow();
    assertEquals(
        new Reading(
            conversation, 1, message.id(), MessengerPostings.AT, Optional.empty(), List.of()),
        own);
    mailboxes.readMessage("bob", message.id(), MessengerPostings.AT);
    Reading again = mailboxes.readMessage("bob", message.id(), MessengerPostings.AT).orElseThrow();
    assertEquals(
        new Reading(
            conversation, 1, message.id(), MessengerPostings.AT, Optional.empty(), List.of()),
        again);
    Reading back = mailboxes.read("bob", conversation, 0, MessengerPostings.AT).orElseThrow();
    assertEquals(Optional.empty(), back.news());
    assertEquals(List.of(DeliveryStatus.READ), statuses(conversation, "bob"));
  }

  @Test
  void m32_foreignAndUnknownConversationsCanNotBeRead() throws StoreException {
    Message message = post.direct("alice", "bob");
    assertEquals(
        Optional.empty(),
        mailboxes.read("carol", message.conversationId(), 1, MessengerPostings.AT));
    assertEquals(Optional.empty(), mailboxes.read("bob", "conv_x", 1, MessengerPostings.AT));
    assertEquals(
        Optional.empty(), mailboxes.readMessage("carol", message.id(), MessengerPostings.AT));
    assertEquals(Optional.empty(), mailboxes.readMessage("bob", "msg_x", MessengerPostings.AT));
  }

  @Test
  void m33_eachSenderOfWhatIsNewlyReadIsTold() throws StoreException {
    String group = post.group("alice", "bob", "carol");
    post.reply("alice", group);
    post.reply("carol", group);
    post.reply("bob", group);
    Message last = post.reply("carol", group);
    store.conversations().deleteGroup(group, "alice", post.last("alice"));

    Reading reading = mailboxes.read("bob", group, 4, MessengerPostings.AT).orElseThrow();
    assertEquals(Set.of("alice", "carol"), Set.copyOf(reading.senders()));
    assertEquals(2, reading.senders().size());
    assertEquals(Optional.of(news(last)), reading.news());
    Reading system = mailboxes.read("bob", group, 5, MessengerPostings.AT).orElseThrow();
    assertTrue(system.news().isPresent());
    assertEquals(List.of(), system.senders());
  }

  @Test
  void m26_aPositionTellsWhatIsReadAboveTheFloor() throws StoreException {
    post.direct("alice", "bob");
    String other = post.direct("carol", "bob").conversationId();
    post.direct("carol", "bob");
    mailboxes.read("bob", other, 1, MessengerPostings.AT);

    MailboxPosition position = mailboxes.position("bob");
    assertEquals(new MailboxPosition(0, 3, Map.of(other, 1L)), position);
    assertTrue(position.isRead(other, 1));
    mailboxes.deliver(Map.of("bob", 2L));
    assertEquals(new MailboxPosition(2, 3, Map.of()), mailboxes.position("bob"));
  }

  @Test
  void m26_m27_aPageOfTheLogHoldsNoMoreBytesThanASocketIsGiven() throws StoreException {
    List<Message> sent = new ArrayList<>();
    int characters = PageBudget.DRAIN_BYTES / 9;
    while (sent.size() < 10) {
      sent.add(post.directOf(characters, "alice", "bob"));
    }
    assertEquals(sent.subList(0, 8), log(0));
    assertEquals(sent.subList(8, 10), log(8));
  }

  private List<Message> log(long after) throws StoreException {
    return mailboxes.page("bob", after, 99).stream().map(MailItem::message).toList();
  }

  @Test
  void m44_whatIsNotDeliveredIsListedOldestFirst() throws StoreException {
    Message first = post.direct("alice", "bob");
    Message second = post.direct("carol", "bob");
    Message third = post.direct("alice", "bob");
    Message fourth = post.direct("carol", "bob");
    assertEquals(List.of(first, second, third, fourth), undelivered(0, Optional.empty(), 9));
    assertEquals(List.of(second, third), undelivered(1, Optional.empty(), 2));
    assertEquals(List.of(fourth), undelivered(2, Optional.of(second.conversationId()), 9));

    mailboxes.read("bob", second.conversationId(), 1, MessengerPostings.AT);
    mailboxes.deliver(Map.of("bob", 1L));
    assertEquals(List.of(third, fourth), undelivered(0, Optional.empty(), 9));
    assertEquals(List.of(fourth), undelivered(0, Optional.of(second.conversationId()), 9));
    assertEquals(List.of(), undelivered(4, Optional.empty(), 9));
    assertEquals(
        new Entry(third, 3, DeliveryStatus.STORED),
        mailboxes.undelivered("bob", 0, Optional.empty(), 1).get(0));
  }

  @Test
  void m42_m44_ofLongMessagesOneMoreIsReadThanAPageTakes() throws StoreException {
    List<Message> sent = new ArrayList<>();
    int kept = PageBudget.ANSWER_BYTES / MessengerLimits.CONTENT_BYTES;
    int characters = MessengerLimits.CONTENT_BYTES - "{'text':''}{}".length();
    while (sent.size() < kept + 2) {
      sent.add(post.directOf(characters, "alice", "bob"));
    }
    Message any = sent.get(0);
    assertEquals(sent.subList(0, kept + 1), undelivered(0, Optional.empty(), 99));
    assertEquals(sent.subList(1, kept + 2), undelivered(1, Optional.empty(), 99));
    assertEquals(sent.subList(2, kept + 2), undelivered(2, Optional.empty(), 99));
    assertEquals(sent.subList(0, kept + 1), history(any, HistoryQuery.after(0, 99)));
    assertEquals(sent.subList(2, kept + 2), history(any, HistoryQuery.after(2, 99)));
    Collections.reverse(sent);
    assertEquals(sent.subList(0, kept + 1), history(any, HistoryQuery.newest(99)));
    assertEquals(sent.subList(1, kept + 2), history(any, HistoryQuery.before(kept + 2, 99)));
  }

  @Test
  void m41_theSenderSeesHowFarAllRecipientsHaveGot() throws StoreException {
    String group = post.group("alice", "bob", "carol");
    post.reply("alice", group);
    mailboxes.deliver(Map.of("bob", 1L));
    assertEquals(List.of(DeliveryStatus.STORED), statuses(group, "alice"));
    mailboxes.deliver(Map.of("carol", 1L));
    assertEquals(List.of(DeliveryStatus.DELIVERED), statuses(group, "alice"));
    mailboxes.read("bob", group, 1, MessengerPostings.AT);
    assertEquals(List.of(DeliveryStatus.DELIVERED), statuses(group, "alice"));
    mailboxes.read("carol", group, 1, MessengerPostings.AT);
    assertEquals(List.of(DeliveryStatus.READ), statuses(group, "alice"));
  }

  private List<Message> undelivered(long after, Optional<String> conversation, int limit)
      throws StoreException {
    return mailboxes.undelivered("bob", after, conversation, limit).stream()
        .map(Entry::message)
        .toList();
  }

  private List<Message> history(Message any, HistoryQuery query) throws StoreException {
    return store.messages().history(any.conversationId(), "bob", query).orElseThrow().stream()
        .map(Entry::message)
        .toList();
  }

  /** Of what alice has sent, oldest first. */
  private List<DeliveryStatus> statuses(String conversation, String reader) throws StoreException {
    return store
        .messages()
        .history(conversation, reader, HistoryQuery.after(0, 9))
        .orElseThrow()
        .stream()
        .filter(entry -> entry.message().sender().equals("alice"))
        .map(Entry::status)
        .toList();
  }

  private static MessageRead news(Message latest) {
    return new MessageRead(
        latest.conversationId(), latest.id(), latest.seq(), "bob", MessengerPostings.AT);
  }
}

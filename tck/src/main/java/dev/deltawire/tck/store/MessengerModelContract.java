package dev.deltawire.tck.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.messenger.Delivery;
import dev.deltawire.dialects.messenger.HistoryQuery;
import dev.deltawire.dialects.messenger.MemoryMessengerStore;
import dev.deltawire.dialects.messenger.MessengerStore;
import dev.deltawire.dialects.messenger.Posting;
import dev.deltawire.dialects.messenger.Reading;
import dev.deltawire.dialects.messenger.SendOutcome;
import dev.deltawire.dialects.messenger.SendOutcome.Stored;
import dev.deltawire.dialects.messenger.Target;
import dev.deltawire.dialects.messenger.Target.ToAgent;
import dev.deltawire.dialects.messenger.Target.ToConversation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * What every store of the messenger dialect must do: answer a random life as the memory store does,
 * restarts included.
 */
public abstract class MessengerModelContract {

  private static final List<String> AGENTS = List.of("a", "b", "c", "d");
  private static final int STEPS = 300;

  private final MessengerStore model = MemoryMessengerStore.create();
  private final List<String> conversations = new ArrayList<>();
  private final List<String> messages = new ArrayList<>();
  private MessengerPostings ids;
  private RandomGenerator random;

  /** For extension. */
  protected MessengerModelContract() {}

  /** The store under test, empty before each test. */
  protected abstract MessengerStore store();

  /** Ends the store and opens it again, if there is something to open. */
  protected abstract void reopen();

  @Test
  void m24_m25_m28_m32_m40_m41_aRandomLifeIsAnsweredAsInTheModel() throws StoreException {
    random = new SplittableRandom(40);
    ids = MessengerPostings.to(model).register(AGENTS.toArray(String[]::new));
    MessengerPostings.to(store()).register(AGENTS.toArray(String[]::new));
    for (int i = 0; i < STEPS; i++) {
      step();
      if (i % 20 == 0) {
        compare();
      }
      if (i % 150 == 149) {
        reopen();
      }
    }
    compare();
  }

  private void step() throws StoreException {
    int dice = random.nextInt(100);
    if (dice < 60) {
      send();
    } else if (dice < 72) {
      readThrough();
    } else if (dice < 78 && !messages.isEmpty()) {
      readMessage();
    } else if (dice < 88) {
      deliver();
    } else if (dice < 95) {
      deliverThrough();
    } else if (dice < 98) {
      addGroup();
    } else {
      deleteGroup();
    }
  }

  private void send() throws StoreException {
    Target target =
        conversations.isEmpty() || random.nextInt(3) == 0
            ? new ToAgent(agent())
            : new ToConversation(conversation());
    String sender = agent();
    if (target instanceof ToAgent to && to.handle().equals(sender)) {
      return;
    }
    String clientMsgId = "c" + random.nextInt(300);
    Posting posting = ids.posting(sender, target, clientMsgId, 40);
    SendOutcome expected = model.messages().send(posting);
    assertEquals(comparable(expected), comparable(store().messages().send(posting)));
    if (expected instanceof Stored stored) {
      messages.add(stored.message().id());
      if (!conversations.contains(stored.message().conversationId())) {
        conversations.add(stored.message().conversationId());
      }
    }
  }

  /** Deliveries of one message have no order. */
  private static SendOutcome comparable(SendOutcome outcome) {
    if (outcome instanceof Stored stored) {
      List<Delivery> deliveries =
          stored.deliveries().stream().sorted(Comparator.comparing(Delivery::recipient)).toList();
      return new Stored(stored.message(), deliveries, stored.backlog());
    }
    return outcome;
  }

  private void readThrough() throws StoreException {
    String reader = agent();
    String conversation = conversation();
    long seq = random.nextInt(60);
    assertReadings(
        model.mailboxes().read(reader, conversation, seq, MessengerPostings.AT),
        store().mailboxes().read(reader, conversation, seq, MessengerPostings.AT));
  }

  private void readMessage() throws StoreException {
    String reader = agent();
    String message = messages.get(random.nextInt(messages.size()));
    assertReadings(
        model.mailboxes().readMessage(reader, message, MessengerPostings.AT),
        store().mailboxes().readMessage(reader, message, MessengerPostings.AT));
  }

  private static void assertReadings(Optional<Reading> expected, Optional<Reading> found) {
    assertEquals(
        expected.map(r -> Set.copyOf(r.senders())), found.map(r -> Set.copyOf(r.senders())));
    assertEquals(expected.flatMap(Reading::news), found.flatMap(Reading::news));
    assertEquals(expected.map(Reading::throughSeq), found.map(Reading::throughSeq));
    assertEquals(expected.map(Reading::messageId), found.map(Reading::messageId));
  }

  private void deliver() throws StoreException {
    Map<String, Long> through = Map.of(agent(), (long) random.nextInt(80));
    model.mailboxes().deliver(through);
    store().mailboxes().deliver(through);
  }

  private void deliverThrough() throws StoreException {
    String agent = agent();
    long number = random.nextInt(80);
    assertEquals(
        model.mailboxes().deliverThrough(agent, number),
        store().mailboxes().deliverThrough(agent, number));
  }

  private void addGroup() throws StoreException {
    String creator = agent();
    String other = agent();
    if (!creator.equals(other)) {
      conversations.add(ids.groupIn(store(), creator, other));
    }
  }

  private void deleteGroup() throws StoreException {
    String by = agent();
    String conversation = conversation();
    var last = ids.last(by);
    assertEquals(
        model.conversations().deleteGroup(conversation, by, last).getClass(),
        store().conversations().deleteGroup(conversation, by, last).getClass());
  }

  private void compare() throws StoreException {
    for (String agent : AGENTS) {
      assertEquals(model.mailboxes().position(agent), store().mailboxes().position(agent));
      assertEquals(model.mailboxes().backlog(agent), store().mailboxes().backlog(agent));
      assertEquals(
          model.mailboxes().page(agent, 5, 1000), store().mailboxes().page(agent, 5, 1000));
      assertEquals(
          model.mailboxes().undelivered(agent, 0, Optional.empty(), 1000),
          store().mailboxes().undelivered(agent, 0, Optional.empty(), 1000));
      assertEquals(
          Set.copyOf(model.conversations().contacts(agent)),
          Set.copyOf(store().conversations().contacts(agent)));
      for (String conversation : conversations) {
        HistoryQuery all = HistoryQuery.newest(1000);
        assertEquals(
            model.messages().history(conversation, agent, all),
            store().messages().history(conversation, agent, all));
      }
    }
  }

  private String agent() {
    return AGENTS.get(random.nextInt(AGENTS.size()));
  }

  private String conversation() {
    return conversations.isEmpty()
        ? "conv_x"
        : conversations.get(random.nextInt(conversations.size()));
  }
}

package dev.deltawire.tck.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.dialects.HistoryBudget;
import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.home.Device;
import dev.deltawire.dialects.home.DeviceType;
import dev.deltawire.dialects.home.HomeStore;
import dev.deltawire.dialects.home.Message;
import dev.deltawire.dialects.home.Notice;
import dev.deltawire.dialects.home.Notification;
import dev.deltawire.dialects.home.WidgetState;
import dev.deltawire.model.RawJson;
import dev.deltawire.model.home.NotificationLevel;
import dev.deltawire.model.home.NotificationStatus;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every store of the home dialect must do. */
public abstract class HomeStoreContract {

  /** For extension. */
  protected HomeStoreContract() {}

  /** The store under test, empty before each test. */
  protected abstract HomeStore store();

  private static final Set<NotificationStatus> ALL = EnumSet.allOf(NotificationStatus.class);

  @Test
  void h03_aDeviceIsFoundByItselfAndByItsUser() throws StoreException {
    Device phone = new Device("phone-1", "ann", DeviceType.PHONE);
    Device tablet = new Device("tablet-1", "bob", DeviceType.TABLET);
    store().devices().register(phone);
    store().devices().register(tablet);

    assertEquals(Optional.of(phone), store().devices().find("phone-1"));
    assertEquals(List.of(tablet), store().devices().list(Optional.of("bob")));
    assertEquals(Set.of(phone, tablet), Set.copyOf(store().devices().list(Optional.empty())));
    assertEquals(Optional.empty(), store().devices().find("tv-1"));
  }

  @Test
  void h06_revocationVoidsAllTokensButThoseOfALaterPairing() throws StoreException {
    HomeStore.Devices devices = store().devices();
    devices.register(new Device("d", "ann", DeviceType.TV));
    devices.pair("d", "before");
    assertFalse(devices.isRevoked("d", Optional.empty()));

    devices.revoke("d");
    assertTrue(devices.isRevoked("d", Optional.empty()));
    assertTrue(devices.isRevoked("d", Optional.of("before")));
    assertFalse(devices.isRevoked("e", Optional.of("before")));
    assertEquals(Optional.empty(), devices.find("d"));
    assertEquals(List.of(), devices.list(Optional.of("ann")));

    devices.pair("d", "after");
    assertFalse(devices.isRevoked("d", Optional.of("after")));
    assertTrue(devices.isRevoked("d", Optional.of("before")));
    assertTrue(devices.isRevoked("d", Optional.empty()));
    assertTrue(devices.find("d").isPresent());

    devices.revoke("d");
    assertTrue(devices.isRevoked("d", Optional.of("after")));
  }

  @Test
  void h36_statusMovesForwardOnly() throws StoreException {
    Notification row = row("d", 0);
    store().notifications().add(List.of(row));
    List<UUID> id = List.of(row.id());

    store().notifications().advance(id, NotificationStatus.READ);
    store().notifications().advance(id, NotificationStatus.DELIVERED);
    store().notifications().advance(id, NotificationStatus.SENT);

    assertEquals(
        Optional.of(row.withStatus(NotificationStatus.READ)),
        store().notifications().find(row.id()));
  }

  @Test
  void aDeviceMovesItsOwnNotificationsForward() throws StoreException {
    Notification row = row("d", 0);
    HomeStore.Notifications rows = store().notifications();
    rows.add(List.of(row));

    assertFalse(rows.advance("d", UUID.randomUUID(), NotificationStatus.READ));
    assertFalse(rows.advance("e", row.id(), NotificationStatus.READ));
    assertEquals(Optional.of(row), rows.find(row.id()));
    assertTrue(rows.advance("d", row.id(), NotificationStatus.READ));
    assertTrue(rows.advance("d", row.id(), NotificationStatus.DELIVERED));
    assertEquals(Optional.of(row.withStatus(NotificationStatus.READ)), rows.find(row.id()));
  }

  @Test
  void h38_listsOldestFirstAndNoMoreThanAsked() throws StoreException {
    List<Notification> rows = List.of(row("d", 1), row("d", 2), row("d", 3));
    store().notifications().add(rows);
    store().notifications().add(List.of(row("other", 1)));
    store().notifications().advance(List.of(rows.get(1).id()), NotificationStatus.SENT);

    assertEquals(3, store().notifications().list("d", ALL, 200).size());
    assertEquals(
        List.of(rows.get(0), rows.get(2)),
        store().notifications().list("d", EnumSet.of(NotificationStatus.PENDING), 200));
    assertEquals(List.of(rows.get(0)), store().notifications().list("d", ALL, 1));
  }

  @Test
  void h43_oldNotificationsAreForgotten() throws StoreException {
    Notification old = row("d", 1);
    Notification recent = row("d", 2);
    store().notifications().add(List.of(old, recent));
    store().notifications().purge(recent.createdAt());

    assertEquals(Optional.empty(), store().notifications().find(old.id()));
    assertEquals(List.of(recent), store().notifications().list("d", ALL, 200));
  }

  @Test
  void h31_aConversationHasAnOwner() throws StoreException {
    Message question = question("hi");
    store().conversations().create("ann", question);

    assertEquals(Optional.of("ann"), store().conversations().owner(question.conversationId()));
    assertEquals(Optional.empty(), store().conversations().owner(UUID.randomUUID()));
    assertEquals(List.of(question), store().conversations().messages(question.conversationId()));
    assertEquals(Optional.empty(), store().conversations().lastReply(question.conversationId()));
  }

  @Test
  void h32_aMessageIsFoundInItsConversation() throws StoreException {
    Message question = question("hi");
    UUID id = question.conversationId();
    Message waiting = Message.ofUser(UUID.randomUUID(), id, "and", Instant.EPOCH);
    HomeStore.Conversations conversations = store().conversations();
    conversations.create("ann", question);
    conversations.append(waiting);

    assertEquals(Optional.of(waiting), conversations.find(id, waiting.id()));
    assertEquals(Optional.empty(), conversations.find(UUID.randomUUID(), waiting.id()));
    assertEquals(Optional.empty(), conversations.find(id, UUID.randomUUID()));
  }

  @Test
  void h59_ofALongConversationTheNewestMessagesAreRead() throws StoreException {
    HomeStore.Conversations conversations = store().conversations();
    Message first = question("forgotten");
    UUID id = first.conversationId();
    conversations.create("ann", first);
    String half = "x".repeat((int) HistoryBudget.CHARACTERS / 2 - HistoryBudget.OVERHEAD);
    Message second = Message.ofUser(UUID.randomUUID(), id, half, Instant.EPOCH);
    Message third = Message.ofUser(UUID.randomUUID(), id, half, Instant.EPOCH);
    conversations.append(second);
    conversations.append(third);
    assertEquals(List.of(second, third), conversations.messages(id));

    Message longest = Message.replyTo(third, UUID.randomUUID(), Instant.EPOCH);
    String all = "x".repeat((int) HistoryBudget.CHARACTERS);
    conversations.append(longest);
    conversations.progress(id, longest.id(), List.of(all));
    assertEquals(
        List.of(longest.withContent(all)), conversations.messages(id), "one message at least");
  }

  @Test
  void x62_aPieceThatCannotBeMadeLeavesNothing() throws StoreException {
    Message question = question("hi");
    HomeStore.Conversations conversations = store().conversations();
    Message reply = begunReply(question);
    UUID id = question.conversationId();
    conversations.progress(id, reply.id(), List.of("so "));
    assertThrows(
        Exception.class, () -> conversations.progress(id, reply.id(), BrokenPieces.INSTANCE));
    assertThrows(
        Exception.class,
        () -> conversations.finishBehind(reply, BrokenPieces.INSTANCE, Optional.empty()));
    assertEquals("so ", conversations.lastReply(id).orElseThrow().content());
    conversations.finishBehind(reply, List.of("far"), Optional.empty());
    assertEquals("so far", conversations.lastReply(id).orElseThrow().content());
  }

  private Message begunReply(Message question) throws StoreException {
    Message reply = Message.replyTo(question, UUID.randomUUID(), Instant.EPOCH);
    store().conversations().create("ann", question);
    store().conversations().append(reply);
    return reply;
  }

  @Test
  void x61_aReplyGrowsUntilItEnds() throws StoreException {
    Message question = question("hi");
    HomeStore.Conversations conversations = store().conversations();
    Message reply = begunReply(question);
    conversations.progress(reply.conversationId(), reply.id(), List.of("p"));
    conversations.progress(reply.conversationId(), reply.id(), List.of("ar"));
    assertEquals("par", conversations.lastReply(question.conversationId()).orElseThrow().content());

    Message whole = reply.ended("part", Optional.empty());
    conversations.finish(whole);
    conversations.progress(reply.conversationId(), reply.id(), List.of("ty"));

    assertEquals(Optional.of(whole), conversations.lastReply(question.conversationId()));
    assertEquals(List.of(question, whole), conversations.messages(question.conversationId()));
  }

  @Test
  void x59_aReplyMayEndBehindWhatWasAdded() throws StoreException {
    Message question = question("hi");
    HomeStore.Conversations conversations = store().conversations();
    Message reply = begunReply(question);
    String part = "NUL \0, DLE \u00100, ä€😀 ".repeat(5_000);
    conversations.progress(reply.conversationId(), reply.id(), List.of("0", part));
    conversations.progress(reply.conversationId(), reply.id(), List.of("1" + part));
    conversations.finishBehind(reply, List.of("2" + part, "\u0010", "0\0"), Optional.empty());
    Message whole =
        reply.ended("0" + part + "1" + part + "2" + part + "\u00100\0", Optional.empty());
    assertEquals(Optional.of(whole), conversations.lastReply(question.conversationId()));
    assertThrows(
        StoreException.class,
        () -> conversations.finishBehind(reply, List.of("twice"), Optional.empty()));

    Message failing = Message.replyTo(question, UUID.randomUUID(), Instant.EPOCH);
    conversations.append(failing);
    Optional<String> error = Optional.of("because");
    conversations.finishBehind(failing, List.of("all"), error);
    Message empty = Message.replyTo(question, UUID.randomUUID(), Instant.EPOCH);
    conversations.append(empty);
    conversations.finishBehind(empty, List.of(), error);
    assertEquals(
        List.of(question, whole, failing.ended("all", error), empty.ended("", error)),
        conversations.messages(reply.conversationId()));
  }

  @Test
  void h43_unfinishedRepliesBecomeFailedOnes() throws StoreException {
    Message question = question("hi");
    Message reply = begunReply(question);
    store().conversations().progress(reply.conversationId(), reply.id(), List.of("par"));
    store().conversations().failUnfinished("Interrupted by restart");

    assertEquals(
        Optional.of(reply.ended("par", Optional.of("Interrupted by restart"))),
        store().conversations().lastReply(question.conversationId()));
    assertEquals(question, store().conversations().messages(question.conversationId()).get(0));
  }

  @Test
  void h40_aWidgetsVersionsGrow() throws StoreException {
    RawJson data = RawJson.EMPTY_OBJECT;
    assertEquals(Optional.empty(), store().widgets().find("clock"));
    assertEquals(new WidgetState(1, data), store().widgets().put("clock", data));
    assertEquals(new WidgetState(2, data), store().widgets().put("clock", data));
    assertEquals(Optional.of(new WidgetState(2, data)), store().widgets().find("clock"));
  }

  @Test
  void h05_theKillSwitchIsOffAtFirst() throws StoreException {
    assertFalse(store().killSwitch());
    store().killSwitch(true);
    assertTrue(store().killSwitch());
  }

  private static Message question(String text) {
    return Message.ofUser(UUID.randomUUID(), UUID.randomUUID(), text, Instant.EPOCH);
  }

  private static Notification row(String deviceId, long second) {
    return new Notification(
        UUID.randomUUID(),
        deviceId,
        Notice.of("title", "body", NotificationLevel.INFO),
        Instant.ofEpochSecond(second),
        NotificationStatus.PENDING);
  }
}

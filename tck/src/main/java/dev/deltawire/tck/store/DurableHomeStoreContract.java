package dev.deltawire.tck.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.home.Device;
import dev.deltawire.dialects.home.DeviceType;
import dev.deltawire.dialects.home.HomeStore.Conversations;
import dev.deltawire.dialects.home.HomeStore.Devices;
import dev.deltawire.dialects.home.Message;
import dev.deltawire.dialects.home.Notice;
import dev.deltawire.dialects.home.Notification;
import dev.deltawire.dialects.home.WidgetState;
import dev.deltawire.model.RawJson;
import dev.deltawire.model.home.NotificationLevel;
import dev.deltawire.model.home.NotificationStatus;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every store of the home dialect that outlives its process must do besides (H-43). */
public abstract class DurableHomeStoreContract extends HomeStoreContract {

  private static final Instant NOW = Instant.parse("2026-11-20T07:30:00.123456789Z");

  /** For extension. */
  protected DurableHomeStoreContract() {}

  /** Ends the store as a restart of its process does, and opens it again. */
  protected abstract void reopen();

  @Test
  void h43_devicesRevocationsAndPairingsSurviveARestart() throws StoreException {
    Device phone = new Device("phone", "ann", DeviceType.PHONE);
    Device tablet = new Device("tablet", "ann", DeviceType.TABLET);
    store().devices().register(phone);
    store().devices().register(tablet);
    store().devices().revoke("phone");
    store().devices().revoke("tablet");
    store().devices().pair("tablet", "s-1");
    reopen();

    Devices devices = store().devices();
    assertEquals(List.of(tablet), devices.list(Optional.of("ann")));
    assertTrue(devices.isRevoked("phone", Optional.empty()));
    assertFalse(devices.isRevoked("tablet", Optional.of("s-1")));
    assertTrue(devices.isRevoked("tablet", Optional.of("s-0")));
  }

  @Test
  void h43_conversationsSurviveARestartByteForByte() throws StoreException {
    String hard = "NUL \0, DLE \u00100, quotes '\"\\, line\r\nbreak, ä€😀, " + "x".repeat(100_000);
    Message question = question(hard);
    Message reply = Message.replyTo(question, UUID.randomUUID(), NOW.plusNanos(1));
    store().conversations().create("ann", question);
    store().conversations().append(reply);
    Message done = reply.ended(hard + hard, Optional.empty());
    store().conversations().finish(done);
    Message failed = Message.replyTo(question, UUID.randomUUID(), NOW.plusNanos(2));
    store().conversations().append(failed);
    Message ended = failed.ended("half", Optional.of("because"));
    store().conversations().finish(ended);
    reopen();

    Conversations conversations = store().conversations();
    assertEquals(Optional.of("ann"), conversations.owner(question.conversationId()));
    assertEquals(List.of(question, done, ended), conversations.messages(question.conversationId()));
    assertEquals(Optional.of(ended), conversations.lastReply(question.conversationId()));
  }

  @Test
  void h43_x61_aStreamCutByARestartIsAFailedOneWithItsPrefix() throws StoreException {
    Message question = question("hi");
    Message reply = Message.replyTo(question, UUID.randomUUID(), NOW);
    Message waiting =
        Message.ofUser(UUID.randomUUID(), question.conversationId(), "and then?", NOW);
    store().conversations().create("ann", question);
    store().conversations().append(reply);
    store().conversations().append(waiting);
    for (String part : List.of("a ", "b ", "c")) {
      store().conversations().progress(question.conversationId(), reply.id(), List.of(part));
    }
    reopen();

    Conversations conversations = store().conversations();
    conversations.failUnfinished("Interrupted by restart");
    Message cut = reply.ended("a b c", Optional.of("Interrupted by restart"));
    assertEquals(
        List.of(question, cut, waiting), conversations.messages(question.conversationId()));
    conversations.progress(question.conversationId(), reply.id(), List.of("d"));
    Message late = reply.ended("a b c d", Optional.empty());
    assertThrows(StoreException.class, () -> conversations.finish(late));
    assertEquals(Optional.of(cut), conversations.lastReply(question.conversationId()));
  }

  @Test
  void h43_notificationsSurviveARestartAsFarAsTheyHaveCome() throws StoreException {
    Notice notice =
        Notice.of("title", "body", NotificationLevel.WARNING)
            .withCategory("CAMERA_ALERT")
            .withData(json("{\"a\": [1, \"\\u0000\"]}"));
    List<Notification> rows =
        List.of(
            row("d", notice),
            row("d", notice),
            row("d", Notice.of("t", "", NotificationLevel.INFO)));
    store().notifications().add(rows);
    store().notifications().advance(List.of(rows.get(1).id()), NotificationStatus.DELIVERED);
    reopen();

    Set<NotificationStatus> all = EnumSet.allOf(NotificationStatus.class);
    assertEquals(
        List.of(rows.get(0), rows.get(1).withStatus(NotificationStatus.DELIVERED), rows.get(2)),
        store().notifications().list("d", all, 200));
    assertEquals(Optional.of(rows.get(2)), store().notifications().find(rows.get(2).id()));
  }

  @Test
  void h43_widgetsAndTheKillSwitchSurviveARestart() throws StoreException {
    RawJson data = json("{\"now\": 1e5}");
    store().widgets().put("clock", json("{}"));
    store().widgets().put("clock", data);
    store().killSwitch(true);
    reopen();

    assertEquals(Optional.of(new WidgetState(2, data)), store().widgets().find("clock"));
    assertTrue(store().killSwitch());
    store().killSwitch(false);
    reopen();
    assertFalse(store().killSwitch());
  }

  @Test
  void x62_whatIsRefusedIsNotThereAfterARestart() throws StoreException {
    Message question = question("hi");
    store().conversations().create("ann", question);
    Message stray = question("to a conversation that nobody has begun");
    assertThrows(StoreException.class, () -> store().conversations().append(stray));
    assertThrows(StoreException.class, () -> store().conversations().create("bob", question));
    Notification row = row("d", Notice.of("t", "b", NotificationLevel.INFO));
    assertThrows(StoreException.class, () -> store().notifications().add(List.of(row, row)));
    reopen();

    assertEquals(Optional.of("ann"), store().conversations().owner(question.conversationId()));
    assertEquals(List.of(), store().conversations().messages(stray.conversationId()));
    assertEquals(Optional.empty(), store().notifications().find(row.id()));
  }

  private static Message question(String text) {
    return Message.ofUser(UUID.randomUUID(), UUID.randomUUID(), text, NOW);
  }

  private static Notification row(String deviceId, Notice notice) {
    return new Notification(UUID.randomUUID(), deviceId, notice, NOW, NotificationStatus.PENDING);
  }

  private static RawJson json(String text) {
    return RawJson.ofValidated(text.getBytes(StandardCharsets.UTF_8));
  }
}

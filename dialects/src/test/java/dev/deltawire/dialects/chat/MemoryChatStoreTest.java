package dev.deltawire.dialects.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.model.chat.Account;
import dev.deltawire.model.chat.Message;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a store in memory forgets; all else is in the store contract of the tck. */
final class MemoryChatStoreTest {

  private static final Account OPS = Account.human("ops", "Ops");
  private static final Account BOT = Account.agent("bot", "Bot");

  private final ChatStore store = MemoryChatStore.ofSize(10_000);
  private final UUID room = UUID.randomUUID();

  MemoryChatStoreTest() throws StoreException {
    store.accounts().add(Participant.of(OPS));
    store.accounts().add(Participant.of(BOT));
    store.conversations().add(room, Optional.empty(), List.of("ops", "bot"), Instant.EPOCH);
  }

  private UUID say(String text) throws StoreException {
    UUID id = UUID.randomUUID();
    Message message = Message.placeholder(id, room, OPS, Instant.EPOCH);
    store.messages().append(message.ended(text, Instant.EPOCH, null), 0);
    return id;
  }

  @Test
  void theOldestMessagesAreForgottenFirst() throws StoreException {
    UUID first = say("x".repeat(4_000));
    say("x".repeat(4_000));
    assertEquals(1, store.messages().find(List.of(first)).size());
    UUID third = say("x".repeat(4_000));
    assertEquals(List.of(), store.messages().find(List.of(first)));
    assertEquals(1, store.messages().find(List.of(third)).size());
    assertEquals(2, store.messages().history(room, "ops", 9, Optional.empty()).size());
    assertThrows(StoreException.class, () -> store.messages().hide("ops", List.of(first)));
  }

  @Test
  void x62_whatStreamsStaysAndTooMuchIsRefused() throws StoreException {
    UUID stream = UUID.randomUUID();
    store.messages().append(Message.placeholder(stream, room, BOT, Instant.EPOCH), 1);
    store.messages().progress(stream, List.of("x".repeat(30_000)));
    StoreException refusal = assertThrows(StoreException.class, () -> say("more"));
    assertFalse(refusal.defect());
    store.messages().finish(stream, "short", Instant.EPOCH, Optional.empty());
    say("more");
    assertEquals(2, store.messages().history(room, "ops", 9, Optional.empty()).size());
  }
}

package dev.deltawire.dialects.home;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.deltawire.dialects.StoreException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MemoryConversationsTest {

  private static final int ROOM = 100_000;

  private final MemoryConversations conversations = new MemoryConversations(ROOM);

  @Test
  void whatWasUsedLongestAgoIsForgottenWhenAllIsTooMuch() throws StoreException {
    UUID first = begin(ROOM / 4);
    UUID second = begin(ROOM / 4);
    UUID third = begin(ROOM / 4);
    assertEquals(Optional.of("ann"), conversations.owner(first));

    UUID fourth = begin(ROOM / 2);
    assertEquals(Optional.empty(), conversations.owner(second));
    assertEquals(Optional.empty(), conversations.owner(third));
    assertEquals(List.of(), conversations.messages(second));
    assertEquals(Optional.of("ann"), conversations.owner(first));
    assertEquals(Optional.of("ann"), conversations.owner(fourth));
    assertThrows(StoreException.class, () -> conversations.append(question(second, 1)));
  }

  @Test
  void aRunningReplyIsNotForgottenUntilItHasEnded() throws StoreException {
    UUID first = begin(10);
    Message reply = Message.replyTo(question(first, 1), UUID.randomUUID(), Instant.EPOCH);
    conversations.append(reply);
    UUID second = begin(ROOM - 5_000);
    conversations.progress(first, reply.id(), List.of("half"));
    assertEquals("half", conversations.lastReply(first).orElseThrow().content());

    conversations.finish(reply.ended("x".repeat(ROOM), Optional.empty()));
    assertEquals(Optional.of("ann"), conversations.owner(first));
    assertEquals(Optional.empty(), conversations.owner(second));
    begin(1);
    assertEquals(Optional.empty(), conversations.owner(first));
  }

  @Test
  void manyShortConversationsAreBoundedToo() throws StoreException {
    UUID first = begin(1);
    for (int i = 0; i < ROOM / 512; i++) {
      begin(1);
    }
    assertEquals(Optional.empty(), conversations.owner(first));
  }

  @Test
  void x62_nothingIsAddedWhileRunningRepliesTakeTooMuch() throws StoreException {
    List<Message> running = new ArrayList<>();
    for (int i = 0; i < 2 * ROOM / 4096 - 5; i++) {
      Message question = question(begin(1), 1);
      Message reply = Message.replyTo(question, UUID.randomUUID(), Instant.EPOCH);
      conversations.append(reply);
      running.add(reply);
    }
    Message first = running.get(0);
    conversations.progress(first.conversationId(), first.id(), List.of("x".repeat(2 * ROOM)));
    assertFalse(assertThrows(StoreException.class, () -> begin(1)).defect(), "so it isn't logged");
    assertThrows(
        StoreException.class, () -> conversations.append(question(first.conversationId(), 1)));

    for (Message reply : running) {
      conversations.finish(reply.ended("", Optional.empty()));
    }
    begin(1);
  }

  private UUID begin(int characters) throws StoreException {
    UUID id = UUID.randomUUID();
    conversations.create("ann", question(id, characters));
    return id;
  }

  private static Message question(UUID conversationId, int characters) {
    return Message.ofUser(UUID.randomUUID(), conversationId, "x".repeat(characters), Instant.EPOCH);
  }
}

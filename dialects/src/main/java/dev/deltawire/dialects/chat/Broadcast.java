package dev.deltawire.dialects.chat;

import dev.deltawire.dialects.internal.Fanout;
import dev.deltawire.dialects.internal.TypingPlace;
import dev.deltawire.model.chat.Account;
import dev.deltawire.model.chat.ChatServerFrame;
import dev.deltawire.model.chat.ChatServerFrame.ConversationNew;
import dev.deltawire.model.chat.ChatServerFrame.MessageNew;
import dev.deltawire.model.chat.ChatServerFrame.Typing;
import dev.deltawire.model.chat.Message;
import dev.deltawire.server.Topics.Subscription;
import dev.deltawire.server.spi.Node;
import java.util.UUID;

/**
 * The events' way to all sockets of all participants (C-50): every account has its topic. Thread:
 * any; does not block. What concerns a conversation is published in its {@link RoomOrder}.
 */
final class Broadcast {

  private final Fanout<ChatEvent> fanout;

  Broadcast(Node node) {
    fanout = new Fanout<>(node.topics(), ChatEvent.Codec::decode, node.errorHandler());
  }

  Subscription add(String username, Fanout.Subscriber<ChatEvent> subscriber) {
    return fanout.add(topic(username), subscriber);
  }

  void announce(ChatRoom room, ChatServerFrame event) {
    publish(room, ChatEvent.Codec.announcement(event));
  }

  /** C-20. */
  void typing(ChatRoom room, Account actor, boolean isTyping) {
    announce(room, new Typing(room.id(), actor, isTyping));
  }

  /** Somebody's place in a conversation, with the events of C-20 to all participants. */
  TypingPlace<UUID> typingPlace(ChatRoom room, Account actor) {
    return new TypingPlace<>(
        actor.username(),
        room.id(),
        room.participants().stream().map(p -> topic(p.account().username())).toList(),
        ChatEvent.Codec.announcement(new Typing(room.id(), actor, true)),
        ChatEvent.Codec.announcement(new Typing(room.id(), actor, false)));
  }

  /** C-20, as often as it is wanted. */
  void typing(TypingPlace<UUID> place, boolean isTyping) {
    place.tell(isTyping, fanout);
  }

  /** C-17, C-46. */
  void streamStarted(ChatRoom room, Message placeholder) {
    MessageNew event = new MessageNew(placeholder);
    publish(room, ChatEvent.Codec.streamStarted(placeholder.id(), event));
  }

  /** C-19: to be called before the stream ends and after its end is stored. */
  void streamEnding(ChatRoom room, UUID messageId) {
    publish(room, ChatEvent.Codec.streamEnding(messageId));
  }

  /** C-23. */
  void conversationNew(Caller caller, ChatRoom room) {
    ConversationNew event = new ConversationNew(room.seenWith(0));
    fanout.publish(topic(caller.username()), ChatEvent.Codec.elsewhere(caller.origin(), event));
  }

  private void publish(ChatRoom room, byte[] event) {
    for (Participant participant : room.participants()) {
      fanout.publish(topic(participant.account().username()), event);
    }
  }

  private static String topic(String username) {
    return "chat/account/" + username;
  }
}

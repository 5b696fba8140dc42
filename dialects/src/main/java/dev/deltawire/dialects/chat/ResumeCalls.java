package dev.deltawire.dialects.chat;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.model.chat.ChatCall.Resume;
import dev.deltawire.model.chat.ChatResult.Resumed;
import dev.deltawire.model.chat.Message;
import dev.deltawire.server.Frame;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The rest of messages that stream or have streamed (C-40, C-47). Thread: the executor's. */
final class ResumeCalls {

  /** The text is held as bytes, and within the message that is the last frame. */
  private static final int HOLDINGS = 2;

  private final ChatContext context;

  ResumeCalls(ChatContext context) {
    this.context = context;
  }

  void resume(ChatPeer peer, Resume call) throws ChatRefusal, StoreException {
    String username = peer.caller().username();
    UUID conversationId = find(call.id(), username).conversationId();
    context
        .order()
        .in(
            conversationId,
            () -> {
              if (find(call.id(), username).streaming()) {
                goOn(peer, call);
              } else {
                sendRest(peer, call, whole(call.id()));
              }
            });
  }

  /** The missing range, then what comes, behind the reply. */
  private void goOn(ChatPeer peer, Resume call) throws ChatRefusal {
    MessageStreams.Running stream =
        context.streams().find(call.id()).orElseThrow(ChatRefusal::internal);
    if (peer.receives(call.id())) {
      throw ChatRefusal.invalid("already receiving");
    }
    if (!stream.text().isPlace(call.offset())) {
      throw badOffset();
    }
    peer.reply(new Resumed(call.id(), stream.text().length(), false));
    peer.receive(call.id(), stream, call.offset());
  }

  private static void sendRest(ChatPeer peer, Resume call, Message message) throws ChatRefusal {
    byte[] text = message.content().getBytes(StandardCharsets.UTF_8);
    if (!FinishedText.isPlace(text, call.offset())) {
      throw badOffset();
    }
    peer.reply(new Resumed(call.id(), text.length, true));
    Iterator<Frame> rest = FinishedText.frames(message, text, (int) call.offset());
    peer.sendAll(rest, HOLDINGS * (long) text.length);
  }

  /** What is known of the message, if the caller takes part in its conversation. */
  private MessageFacts find(UUID id, String username) throws ChatRefusal, StoreException {
    Optional<MessageFacts> facts =
        context.store().messages().facts(List.of(id)).stream()
            .filter(known -> !known.deleted())
            .findFirst();
    if (facts.isPresent()) {
      Optional<ChatRoom> room = context.store().conversations().find(facts.get().conversationId());
      if (room.flatMap(r -> r.find(username)).isPresent()) {
        return facts.get();
      }
    }
    throw ChatRefusal.notFound("message");
  }

  private Message whole(UUID id) throws ChatRefusal, StoreException {
    return context.store().messages().find(List.of(id)).stream()
        .filter(stored -> !stored.deleted()) // since its facts were read
        .findFirst()
        .map(StoredMessage::message)
        .orElseThrow(() -> ChatRefusal.notFound("message"));
  }

  private static ChatRefusal badOffset() {
    return ChatRefusal.invalid("bad offset");
  }
}

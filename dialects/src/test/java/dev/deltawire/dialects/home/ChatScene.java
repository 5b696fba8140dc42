package dev.deltawire.dialects.home;

import dev.deltawire.dialects.EchoEngine;
import dev.deltawire.dialects.Engine;
import dev.deltawire.dialects.ServerTools;
import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.Usage;
import dev.deltawire.dialects.internal.LongHistories;
import dev.deltawire.dialects.internal.LongTexts;
import dev.deltawire.dialects.internal.TestConnection;
import dev.deltawire.dialects.internal.TestNode;
import dev.deltawire.dialects.internal.TestNode.RecordedStream;
import dev.deltawire.model.home.HomeClientFrame.ChatMessage;
import dev.deltawire.server.StreamOptions;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** A phone of ann that chats, in virtual time, over a store that may fail. */
class ChatScene {

  static final HomePrincipal PHONE = HomePrincipal.of("phone-1", "ann", DeviceType.PHONE);

  /** The conversation's id: the first that is given out; then question 1, reply 2 and so on. */
  static final UUID CONVERSATION = id(0);

  static final Engine.Run NO_RUN =
      new Engine.Run() {
        @Override
        public void cancel() {}

        @Override
        public Usage usage() {
          return new Usage(0, 0);
        }
      };

  final TestNode node = new TestNode();
  final FailingStore store = new FailingStore();
  final TestConnection connection = new TestConnection();
  LongHistories histories = new LongHistories(node);
  final HomePeer phone = new HomePeer(PHONE, connection);
  Chat chat = chat(EchoEngine.create(node.time));
  int idsLeft = Integer.MAX_VALUE;

  Chat chat(Engine engine) {
    AtomicInteger ids = new AtomicInteger();
    ReplyStreams streams =
        new ReplyStreams(node.streams(), StreamOptions.STANDARD.withMaxBytes(100));
    return new Chat(
        new ChatContext(
            store.conversations(),
            streams,
            engine,
            ServerTools.builtin(),
            () -> {
              if (idsLeft-- == 0) {
                throw new IllegalStateException("no ids are left");
              }
              return id(ids.getAndIncrement());
            },
            new LongTexts(node),
            new LongTexts(node),
            histories,
            node),
        8);
  }

  void say(String text) {
    chat.message(phone, new ChatMessage(text, null));
  }

  void sayOn(String text) {
    chat.message(phone, new ChatMessage(text, CONVERSATION));
  }

  RecordedStream<?> stream() {
    return node.streams.newest.get("home/chat/" + CONVERSATION);
  }

  Message lastReply() throws StoreException {
    return store.conversations().lastReply(CONVERSATION).orElseThrow();
  }

  static UUID id(int number) {
    return new UUID(0, number);
  }
}

package dev.deltawire.dialects.home;

import dev.deltawire.dialects.internal.Fanout;
import dev.deltawire.dialects.internal.LongHistories;
import dev.deltawire.dialects.internal.LongTexts;
import dev.deltawire.server.spi.Node;

/** What all sessions work with. */
record HomeParts(
    Chat chat, Notifier notifier, Fanout<HomeEvent> fanout, HomeStore.Widgets widgets, Node node) {

  static HomeParts of(HomeSettings settings, Node node) {
    HomeStore store = settings.store();
    Fanout<HomeEvent> fanout =
        new Fanout<>(node.topics(), HomeEvent.Codec::decode, node.errorHandler());
    Notifier notifier = new Notifier(store.notifications(), fanout, settings.ids(), node);
    ReplyStreams streams = new ReplyStreams(node.streams(), settings.streams());
    ChatContext context =
        new ChatContext(
            store.conversations(),
            streams,
            settings.engine(),
            settings.tools(),
            settings.ids(),
            new LongTexts(node),
            new LongTexts(node),
            new LongHistories(node),
            node);
    Chat chat = new Chat(context, settings.maxQueuedChat());
    return new HomeParts(chat, notifier, fanout, store.widgets(), node);
  }
}

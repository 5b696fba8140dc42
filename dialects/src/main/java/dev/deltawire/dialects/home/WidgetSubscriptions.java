package dev.deltawire.dialects.home;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.internal.Fanout;
import dev.deltawire.model.home.HomeClientFrame.WidgetSubscribe;
import dev.deltawire.model.home.HomeServerFrame.HomeError;
import dev.deltawire.model.home.HomeServerFrame.WidgetData;
import dev.deltawire.server.Frame;
import dev.deltawire.server.Topics.Subscription;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The widgets that one connection watches (H-40). Thread: the session's, but for events. */
final class WidgetSubscriptions {

  /** The most widgets of one socket: more than any screen shows. */
  static final int MOST = 256;

  private final HomePeer peer;
  private final Fanout<HomeEvent> fanout;
  private final HomeStore.Widgets store;
  private final Map<String, Subscription> subscriptions = new HashMap<>();

  /** The newest version sent, by slug; guarded by itself. */
  private final Map<String, Long> sentVersions = new HashMap<>();

  WidgetSubscriptions(HomePeer peer, Fanout<HomeEvent> fanout, HomeStore.Widgets store) {
    this.peer = peer;
    this.fanout = fanout;
    this.store = store;
  }

  void add(List<String> slugs) throws StoreException {
    Set<String> distinct = new LinkedHashSet<>(slugs);
    long more = distinct.stream().filter(slug -> !subscriptions.containsKey(slug)).count();
    if (subscriptions.size() + more > MOST) {
      peer.send(new HomeError("Too many widgets", WidgetSubscribe.TYPE));
      return;
    }
    for (String slug : distinct) {
      subscriptions.computeIfAbsent(slug, this::watch); // before the cache is read: no gap
      sendCached(slug);
    }
  }

  void close() {
    subscriptions.values().forEach(Subscription::close);
  }

  private Subscription watch(String slug) {
    return fanout.add(HomeTopics.widget(slug), event -> onEvent(slug, event));
  }

  private void sendCached(String slug) throws StoreException {
    Optional<WidgetState> cached = store.find(slug);
    if (cached.isPresent()) {
      WidgetState state = cached.get();
      Frame frame = HomeFrames.frame(new WidgetData(slug, state.data()));
      sendUnlessOlder(slug, state.version(), frame, true);
    }
  }

  private boolean onEvent(String slug, HomeEvent event) {
    if (event instanceof HomeEvent.WidgetChange change) {
      return sendUnlessOlder(slug, change.version(), change.frame(), false);
    }
    return event instanceof HomeEvent.Announcement news && peer.send(news.frame());
  }

  /** Never lets older data follow newer; repeats the newest only where it was asked for. */
  private boolean sendUnlessOlder(String slug, long version, Frame frame, boolean mayRepeat) {
    synchronized (sentVersions) {
      long sent = sentVersions.getOrDefault(slug, Long.MIN_VALUE);
      if (version < sent || (version == sent && !mayRepeat)) {
        return false;
      }
      sentVersions.put(slug, version);
      return peer.send(frame);
    }
  }
}

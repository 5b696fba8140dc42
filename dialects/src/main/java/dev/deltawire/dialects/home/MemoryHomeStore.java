package dev.deltawire.dialects.home;

import dev.deltawire.model.RawJson;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A store that lasts as long as the process.
 *
 * <p>Its conversations take so much of the heap at most, all in all; above that, those used longest
 * ago are forgotten, as if they had never been.
 */
public final class MemoryHomeStore implements HomeStore {

  /** The share of the heap from which on conversations are forgotten, a byte a character. */
  private static final int SHARE = 16;

  private final MemoryDevices devices = new MemoryDevices();
  private final Pairings pairings = new MemoryPairings(devices);
  private final Conversations conversations =
      new MemoryConversations(Runtime.getRuntime().maxMemory() / SHARE);
  private final Notifications notifications = new MemoryNotifications();
  private final Widgets widgets = new MemoryWidgets();
  private volatile boolean killSwitch;

  private MemoryHomeStore() {}

  /** An empty store. */
  public static MemoryHomeStore create() {
    return new MemoryHomeStore();
  }

  @Override
  public Devices devices() {
    return devices;
  }

  @Override
  public Pairings pairings() {
    return pairings;
  }

  @Override
  public Conversations conversations() {
    return conversations;
  }

  @Override
  public Notifications notifications() {
    return notifications;
  }

  @Override
  public Widgets widgets() {
    return widgets;
  }

  @Override
  public boolean killSwitch() {
    return killSwitch;
  }

  @Override
  public void killSwitch(boolean active) {
    killSwitch = active;
  }

  private static final class MemoryWidgets implements Widgets {

    private final Map<String, WidgetState> states = new ConcurrentHashMap<>();

    @Override
    public WidgetState put(String slug, RawJson data) {
      return states.merge(
          slug,
          new WidgetState(1, data),
          (old, fresh) -> new WidgetState(old.version() + 1, fresh.data()));
    }

    @Override
    public Optional<WidgetState> find(String slug) {
      return Optional.ofNullable(states.get(slug));
    }
  }
}

package dev.deltawire.dialects.home;

import dev.deltawire.codec.JsonText;
import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.home.Delivery.Outcome;
import dev.deltawire.dialects.internal.Fanout;
import dev.deltawire.model.RawJson;
import dev.deltawire.model.home.HomeLimits;
import dev.deltawire.model.home.HomeServerFrame;
import dev.deltawire.model.home.HomeServerFrame.BundleChanged;
import dev.deltawire.model.home.HomeServerFrame.MediaPlay;
import dev.deltawire.model.home.HomeServerFrame.TabletSound;
import dev.deltawire.model.home.HomeServerFrame.WidgetData;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The embedder's way to the household's devices.
 *
 * <p>Thread: any but a connection's; every method may block on the store. A {@link StoreException}
 * means that nothing was sent. Arguments that break their row throw {@link
 * IllegalArgumentException}.
 */
public final class HomeHub {

  private final HomeStore store;
  private final Fanout<HomeEvent> fanout;
  private final Notifier notifier;
  private final Chat chat;
  private final Authentication authentication;
  private final boolean devMode;

  HomeHub(HomeStore store, HomeParts parts, Authentication authentication, boolean devMode) {
    this.store = store;
    this.authentication = authentication;
    this.fanout = parts.fanout();
    this.notifier = parts.notifier();
    this.chat = parts.chat();
    this.devMode = devMode;
  }

  /** Whom an access token speaks for; empty for one that would not be let in (H-02, H-06). */
  public Optional<HomePrincipal> authenticate(String token) throws StoreException {
    return authentication.of(token);
  }

  /** Notifies one device; the row as it is after the push (H-37), or none if it is unknown. */
  public Optional<Notification> notifyDevice(String deviceId, Notice notice) throws StoreException {
    List<Device> device = store.devices().find(deviceId).stream().toList();
    return notifier.send(device, notice).stream().findFirst();
  }

  /** Notifies each of a user's devices; one row a device. */
  public List<Notification> notifyUser(String userId, Notice notice) throws StoreException {
    return notifier.send(store.devices().list(Optional.of(userId)), notice);
  }

  /** Notifies all devices; one row a device. */
  public List<Notification> notifyEveryone(Notice notice) throws StoreException {
    return notifier.send(store.devices().list(Optional.empty()), notice);
  }

  /** One notification and how far it has come. */
  public Optional<Notification> notification(UUID id) throws StoreException {
    return store.notifications().find(id);
  }

  /** Lets a device play media on all its connections; not kept for later (H-42). */
  public Delivery play(String deviceId, MediaPlay media) throws StoreException {
    return store
        .devices()
        .find(deviceId)
        .map(device -> send(device, media))
        .orElseGet(() -> Delivery.refused(Outcome.UNKNOWN_DEVICE));
  }

  /** Lets a tablet play a sound on all its connections; not kept for later (H-42). */
  public Delivery playSound(String deviceId, TabletSound sound) throws StoreException {
    Optional<Device> device = store.devices().find(deviceId);
    if (device.isEmpty()) {
      return Delivery.refused(Outcome.UNKNOWN_DEVICE);
    }
    return device.get().type() == DeviceType.TABLET
        ? send(device.get(), sound)
        : Delivery.refused(Outcome.NOT_A_TABLET);
  }

  /** Stores what a widget shows and tells its subscribers (H-40); returns how many were told. */
  public int putWidget(String slug, RawJson data) throws StoreException {
    WidgetData frame = new WidgetData(requireSlug(slug), JsonText.compact(data));
    WidgetState state = store.widgets().put(slug, frame.data());
    return fanout.publish(
        HomeTopics.widget(slug), HomeEvent.Codec.widgetChange(state.version(), frame));
  }

  /** Tells a widget's subscribers that its code has changed (H-41). */
  public Delivery announceBundle(String slug, long version) {
    BundleChanged frame = new BundleChanged(requireSlug(slug), version);
    return devMode
        ? Delivery.sent(publish(HomeTopics.widget(slug), frame))
        : Delivery.refused(Outcome.DEV_MODE_OFF);
  }

  /**
   * The messages of a user's conversation in order, a running reply with its text so far (H-59);
   * empty if there is none or it is somebody else's.
   */
  public Optional<List<Message>> conversation(String userId, UUID id) throws StoreException {
    return chat.messages(userId, id);
  }

  /** Voids a device's tokens and closes its connections (H-06, H-60). */
  public void revoke(String deviceId) throws StoreException {
    store.devices().revoke(deviceId);
    fanout.publish(HomeTopics.device(deviceId), HomeEvent.Codec.revocation());
  }

  /** Whether the kill switch is active (H-05). */
  public boolean killSwitch() throws StoreException {
    return store.killSwitch();
  }

  /** Lets nobody in from outside the trusted networks, or everybody again (H-05). */
  public void killSwitch(boolean active) throws StoreException {
    store.killSwitch(active);
  }

  private Delivery send(Device device, HomeServerFrame frame) {
    return Delivery.sent(publish(HomeTopics.device(device.deviceId()), frame));
  }

  private int publish(String topic, HomeServerFrame frame) {
    return fanout.publish(topic, HomeEvent.Codec.announcement(frame));
  }

  private static String requireSlug(String slug) {
    if (!HomeLimits.isSlug(slug)) {
      throw new IllegalArgumentException("not a slug: " + slug);
    }
    return slug;
  }
}

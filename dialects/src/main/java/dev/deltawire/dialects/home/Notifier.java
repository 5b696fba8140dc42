package dev.deltawire.dialects.home;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.internal.Fanout;
import dev.deltawire.dialects.internal.Periodic;
import dev.deltawire.model.home.HomeServerFrame.HomeError;
import dev.deltawire.model.home.NotificationStatus;
import dev.deltawire.server.spi.Node;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** The notifications' way to the devices (H-36 to H-39). Thread: the executor's; may block. */
final class Notifier {

  private static final int MAX_LISTED = 200;
  private static final Duration PURGE_PERIOD = Duration.ofHours(1);

  private final HomeStore.Notifications store;
  private final Fanout<HomeEvent> fanout;
  private final Supplier<UUID> ids;
  private final Node node;

  Notifier(HomeStore.Notifications store, Fanout<HomeEvent> fanout, Supplier<UUID> ids, Node node) {
    this.store = store;
    this.fanout = fanout;
    this.ids = ids;
    this.node = node;
  }

  /** Makes one row a device, stores them all and pushes each to where its device is online. */
  List<Notification> send(List<Device> devices, Notice notice) throws StoreException {
    List<Notification> rows = devices.stream().map(device -> row(device, notice)).toList();
    List<byte[]> events = rows.stream().map(Notifier::event).toList(); // checks H-17's limits
    store.add(rows);
    List<Notification> told = new ArrayList<>();
    List<UUID> sent = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      Notification row = rows.get(i);
      if (fanout.publish(HomeTopics.device(row.deviceId()), events.get(i)) > 0) {
        sent.add(row.id());
        row = row.withStatus(NotificationStatus.SENT);
      }
      told.add(row);
    }
    return markSent(sent) ? told : rows;
  }

  /** H-38. */
  void list(HomePeer peer, NotificationStatus status) throws StoreException {
    List<Notification> rows = store.list(peer.principal().deviceId(), shownAs(status), MAX_LISTED);
    long bytes = rows.stream().mapToLong(row -> row.notice().memoryBytes()).sum();
    if (!rows.isEmpty() && peer.sendAll(rows.stream().map(Notification::push), bytes)) {
      markSent(rows.stream().map(Notification::id).toList());
    }
  }

  /** Moves one of the device's notifications forward; tells the peer if there is none (H-39). */
  void advance(HomePeer peer, UUID id, NotificationStatus status, String originalType)
      throws StoreException {
    if (!store.advance(peer.principal().deviceId(), id, status)) {
      peer.send(new HomeError("Notification not found: " + id, originalType));
    }
  }

  /**
   * Forgets notifications that are older than {@code retention}, now and again until it is stopped
   * (H-43).
   */
  Periodic keepFor(Duration retention) {
    return Periodic.start(
        node,
        "home notification purge",
        Duration.ZERO,
        PURGE_PERIOD,
        () -> store.purge(node.clock().instant().minus(retention)));
  }

  /** Notes what has been pushed; a row that can't be marked stays pending and is listed again. */
  private boolean markSent(List<UUID> pushed) {
    try {
      store.advance(pushed, NotificationStatus.SENT);
      return true;
    } catch (StoreException e) {
      node.errorHandler().onError("home notification status", e);
      return false;
    }
  }

  private Notification row(Device device, Notice notice) {
    return new Notification(
        ids.get(), device.deviceId(), notice, node.clock().instant(), NotificationStatus.PENDING);
  }

  private static byte[] event(Notification row) {
    return HomeEvent.Codec.announcement(row.push());
  }

  /** Pending, to a device, means not acknowledged. */
  private static Set<NotificationStatus> shownAs(NotificationStatus status) {
    return status == NotificationStatus.PENDING
        ? EnumSet.of(NotificationStatus.PENDING, NotificationStatus.SENT)
        : EnumSet.of(status);
  }
}

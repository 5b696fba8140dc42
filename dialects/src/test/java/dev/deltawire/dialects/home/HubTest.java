package dev.deltawire.dialects.home;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.codec.JsonText;
import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.home.Delivery.Outcome;
import dev.deltawire.dialects.internal.TestConnection;
import dev.deltawire.dialects.internal.TestNode;
import dev.deltawire.model.RawJson;
import dev.deltawire.model.home.HomeServerFrame.MediaPlay;
import dev.deltawire.model.home.HomeServerFrame.TabletSound;
import dev.deltawire.model.home.HomeServerFrame.WidgetData;
import dev.deltawire.model.home.MediaType;
import dev.deltawire.model.home.NotificationLevel;
import dev.deltawire.model.home.NotificationStatus;
import dev.deltawire.server.Frame;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The embedder's way to the devices (H-36 to H-42)")
class HubTest {

  private static final Notice NOTICE = Notice.of("title", "body", NotificationLevel.WARNING);
  private static final MediaPlay MOVIE =
      new MediaPlay("m", "/api/media/m", "Movie.mp4", MediaType.VIDEO, 12.5);
  private static final TabletSound ADHAN = new TabletSound("prayer", "/adhan.mp3", 90_000L);

  private final TestNode node = new TestNode();
  private final FailingStore store = new FailingStore();
  private final HomeParts parts =
      HomeParts.of(
          HomeDialect.builder().authenticator(token -> Optional.empty()).store(store).settings(),
          node);
  private final HomeHub hub = new HomeHub(store, parts, authentication(), false);

  @BeforeEach
  void registerDevices() throws StoreException {
    store.devices().register(new Device("phone-1", "ann", DeviceType.PHONE));
    store.devices().register(new Device("tablet-1", "ann", DeviceType.TABLET));
    store.devices().register(new Device("tv-1", "bob", DeviceType.TV));
  }

  @Test
  void h37_anOnlineDevicesNotificationIsSentToAllItsSockets() throws StoreException {
    TestConnection first = connect("phone-1");
    TestConnection second = connect("phone-1");
    TestConnection other = connect("tablet-1");
    Notification row = hub.notifyDevice("phone-1", NOTICE).orElseThrow();

    assertEquals(NotificationStatus.SENT, row.status());
    assertEquals(Optional.of(row), hub.notification(row.id()));
    assertEquals(List.of(1, 1, 0), frameCounts(first, second, other));
    assertEquals(first.frames, second.frames, "encoded once");
  }

  @Test
  void h37_anOfflineDevicesNotificationStaysPending() throws StoreException {
    Notification row = hub.notifyDevice("phone-1", NOTICE).orElseThrow();

    assertEquals(NotificationStatus.PENDING, row.status());
    assertEquals(Optional.of(row), hub.notification(row.id()));
    assertEquals(0, connect("phone-1").frames.size(), "nothing is pushed on connect");
  }

  @Test
  void h37_eachTargetDeviceHasARowOfItsOwn() throws StoreException {
    assertEquals(Set.of("phone-1", "tablet-1"), devicesOf(hub.notifyUser("ann", NOTICE)));
    assertEquals(Set.of("phone-1", "tablet-1", "tv-1"), devicesOf(hub.notifyEveryone(NOTICE)));
    assertEquals(List.of(), hub.notifyUser("nobody", NOTICE));
    assertEquals(Optional.empty(), hub.notifyDevice("nothing", NOTICE));
  }

  @Test
  void h17_aNoticeBeyondItsLimitsIsRefusedBeforeItIsStored() {
    store.failing.add("add");
    Notice untitled = Notice.of("", "body", NotificationLevel.INFO);

    assertThrows(IllegalArgumentException.class, () -> hub.notifyDevice("phone-1", untitled));
  }

  @Test
  void x62_whatCannotBeStoredIsNotPushed() {
    TestConnection phone = connect("phone-1");
    store.failing.add("add");

    assertThrows(StoreException.class, () -> hub.notifyDevice("phone-1", NOTICE));
    assertEquals(0, phone.frames.size());
  }

  @Test
  void x62_aPushThatCannotBeMarkedIsReportedAsPending() throws StoreException {
    TestConnection phone = connect("phone-1");
    store.failing.add("advance");
    Notification row = hub.notifyDevice("phone-1", NOTICE).orElseThrow();
    parts.notifier().list(peer("phone-1", phone), NotificationStatus.PENDING);

    assertEquals(2, phone.frames.size());
    assertEquals(NotificationStatus.PENDING, row.status());
    assertEquals(NotificationStatus.PENDING, statusOf(row));
    assertEquals(2, node.errors.size());
  }

  @Test
  void h42_mediaGoesToAllSocketsOfTheDeviceAndIsNotKept() throws StoreException {
    assertEquals(new Delivery(Outcome.SENT, 0), hub.play("phone-1", MOVIE));
    TestConnection first = connect("phone-1");
    TestConnection second = connect("phone-1");

    assertEquals(new Delivery(Outcome.SENT, 2), hub.play("phone-1", MOVIE));
    assertEquals(List.of(1, 1), frameCounts(first, second));
    assertEquals(new Delivery(Outcome.UNKNOWN_DEVICE, 0), hub.play("nothing", MOVIE));
  }

  @Test
  void h42_soundsGoToTabletsOnly() throws StoreException {
    TestConnection phone = connect("phone-1");
    TestConnection tablet = connect("tablet-1");

    assertEquals(new Delivery(Outcome.NOT_A_TABLET, 0), hub.playSound("phone-1", ADHAN));
    assertEquals(new Delivery(Outcome.SENT, 1), hub.playSound("tablet-1", ADHAN));
    assertEquals(new Delivery(Outcome.UNKNOWN_DEVICE, 0), hub.playSound("nothing", ADHAN));
    assertEquals(List.of(0, 1), frameCounts(phone, tablet));
  }

  @Test
  void h41_bundlesAreAnnouncedInDeveloperModeToSubscribersOnly() throws StoreException {
    TestConnection watching = new TestConnection();
    subscriptions(watching).add(List.of("clock"));
    TestConnection idle = connect("phone-1");

    assertEquals(new Delivery(Outcome.DEV_MODE_OFF, 0), hub.announceBundle("clock", 2));
    HomeHub developing = new HomeHub(store, parts, authentication(), true);
    assertEquals(new Delivery(Outcome.SENT, 1), developing.announceBundle("clock", 2));
    assertEquals(new Delivery(Outcome.SENT, 0), developing.announceBundle("other", 2));
    assertEquals(List.of(1, 0), frameCounts(watching, idle));
  }

  @Test
  void h40_widgetDataIsCachedAndPushedToSubscribers() throws StoreException {
    assertEquals(0, hub.putWidget("clock", RawJson.EMPTY_OBJECT));
    TestConnection connection = new TestConnection();
    WidgetSubscriptions widgets = subscriptions(connection);
    widgets.add(List.of("clock", "unknown", "clock"));
    assertEquals(1, connection.frames.size());

    assertEquals(1, hub.putWidget("clock", RawJson.EMPTY_OBJECT));
    assertEquals(1, hub.putWidget("unknown", RawJson.EMPTY_OBJECT));
    assertEquals(3, connection.frames.size());

    widgets.add(List.of("clock"));
    assertEquals(4, connection.frames.size(), "asked again, told again");
    widgets.close();
    assertEquals(0, hub.putWidget("clock", RawJson.EMPTY_OBJECT));
  }

  @Test
  void h40_aSocketWatchesSoManyWidgetsOnly() throws StoreException {
    TestConnection watching = new TestConnection();
    WidgetSubscriptions widgets = subscriptions(watching);
    List<String> most =
        IntStream.range(0, WidgetSubscriptions.MOST).mapToObj(i -> "w" + i).toList();
    widgets.add(most);
    widgets.add(List.of("w0"));
    assertEquals(List.of(), watching.messages());

    widgets.add(List.of("w0", "one-more"));
    assertTrue(watching.messages().get(0).contains("Too many widgets"));
    assertEquals(0, hub.putWidget("one-more", RawJson.EMPTY_OBJECT));
    assertEquals(1, hub.putWidget("w0", RawJson.EMPTY_OBJECT));
  }

  @Test
  void x33_openJsonIsToldWithoutBlanks() throws StoreException {
    RawJson spaced = JsonText.parse("{ \"a\" :\n[ 1, \" \" ] }").orElseThrow();
    TestConnection watching = connect("phone-1");
    subscriptions(watching).add(List.of("clock"));
    hub.putWidget("clock", spaced);
    hub.notifyDevice("phone-1", NOTICE.withData(spaced));
    assertEquals(2, watching.messages().size());
    for (String message : watching.messages()) {
      assertTrue(message.contains("\"data\":{\"a\":[1,\" \"]}"), message);
    }
  }

  @Test
  @DisplayName("h40: older data never follows newer, in whatever order it is published")
  void h40_lateEventsAreDropped() throws StoreException {
    hub.putWidget("clock", RawJson.EMPTY_OBJECT);
    hub.putWidget("clock", RawJson.EMPTY_OBJECT);
    TestConnection connection = new TestConnection();
    WidgetSubscriptions widgets = subscriptions(connection);
    widgets.add(List.of("clock"));
    Frame cached = connection.frames.get(0);
    for (long version : new long[] {1, 2, 4, 3, 4}) {
      publish(version);
    }

    assertEquals(2, connection.frames.size());
    assertEquals(cached, connection.frames.get(0));
  }

  @Test
  void h40_slugsAndDataAreChecked() {
    assertThrows(
        IllegalArgumentException.class, () -> hub.putWidget("No Slug", RawJson.EMPTY_OBJECT));
    assertThrows(IllegalArgumentException.class, () -> hub.announceBundle("-", 1));
  }

  @Test
  void h38_listingMarksPendingRowsAsSent() throws StoreException {
    Notification row = hub.notifyDevice("phone-1", NOTICE).orElseThrow();
    TestConnection phone = new TestConnection();
    parts.notifier().list(peer("phone-1", phone), NotificationStatus.PENDING);
    assertEquals(1, phone.frames.size());
    assertEquals(NotificationStatus.SENT, statusOf(row));

    parts.notifier().list(peer("phone-1", phone), NotificationStatus.PENDING);
    assertEquals(2, phone.frames.size(), "sent but not acknowledged is still pending");
    parts.notifier().advance(peer("phone-1", phone), row.id(), NotificationStatus.DELIVERED, "t");
    parts.notifier().list(peer("phone-1", phone), NotificationStatus.PENDING);
    parts.notifier().list(peer("phone-1", phone), NotificationStatus.SENT);
    assertEquals(2, phone.frames.size());
    parts.notifier().list(peer("phone-1", phone), NotificationStatus.DELIVERED);
    assertEquals(3, phone.frames.size());
    assertEquals(NotificationStatus.DELIVERED, statusOf(row));
  }

  @Test
  void h38_atMost200AreListed() throws StoreException {
    for (int i = 0; i < 201; i++) {
      hub.notifyDevice("phone-1", NOTICE);
    }
    TestConnection phone = new TestConnection();
    parts.notifier().list(peer("phone-1", phone), NotificationStatus.PENDING);

    assertEquals(200, phone.frames.size());
  }

  @Test
  void h38_whatAClosedSocketDidNotGetStaysPending() throws StoreException {
    Notification row = hub.notifyDevice("phone-1", NOTICE).orElseThrow();
    TestConnection phone = new TestConnection();
    phone.close(1000, "");
    parts.notifier().list(peer("phone-1", phone), NotificationStatus.PENDING);

    assertEquals(NotificationStatus.PENDING, statusOf(row));
  }

  @Test
  void h39_aForeignNotificationStaysAsItIs() throws StoreException {
    Notification row = hub.notifyDevice("phone-1", NOTICE).orElseThrow();
    TestConnection tablet = new TestConnection();
    parts.notifier().advance(peer("tablet-1", tablet), row.id(), NotificationStatus.READ, "t");
    parts
        .notifier()
        .advance(peer("tablet-1", tablet), UUID.randomUUID(), NotificationStatus.READ, "t");

    assertEquals(2, tablet.frames.size());
    assertEquals(NotificationStatus.PENDING, statusOf(row));
  }

  @Test
  void h43_notificationsArePurgedAfterTheirRetention() throws StoreException {
    parts.notifier().keepFor(Duration.ofDays(1));
    Notification row = hub.notifyDevice("phone-1", NOTICE).orElseThrow();
    node.time.advance(Duration.ofHours(23).toMillis());
    assertTrue(hub.notification(row.id()).isPresent());

    node.time.advance(Duration.ofHours(3).toMillis());
    assertEquals(Optional.empty(), hub.notification(row.id()));
  }

  @Test
  void h05_theKillSwitchIsKeptInTheStore() throws StoreException {
    hub.killSwitch(true);

    assertTrue(store.killSwitch());
    assertTrue(hub.killSwitch());
  }

  private TestConnection connect(String deviceId) {
    TestConnection connection = new TestConnection();
    HomeSession.open(parts, peer(deviceId, connection));
    return connection;
  }

  private WidgetSubscriptions subscriptions(TestConnection connection) {
    return new WidgetSubscriptions(peer("phone-1", connection), parts.fanout(), store.widgets());
  }

  private void publish(long version) {
    parts
        .fanout()
        .publish(
            HomeTopics.widget("clock"),
            HomeEvent.Codec.widgetChange(version, new WidgetData("clock", RawJson.EMPTY_OBJECT)));
  }

  private NotificationStatus statusOf(Notification row) throws StoreException {
    return hub.notification(row.id()).orElseThrow().status();
  }

  private static HomePeer peer(String deviceId, TestConnection connection) {
    return new HomePeer(HomePrincipal.of(deviceId, "ann", DeviceType.PHONE), connection);
  }

  private static Set<String> devicesOf(List<Notification> rows) {
    return Set.copyOf(rows.stream().map(Notification::deviceId).toList());
  }

  private static List<Integer> frameCounts(TestConnection... connections) {
    return List.of(connections).stream().map(connection -> connection.frames.size()).toList();
  }

  private Authentication authentication() {
    return new Authentication(token -> Optional.empty(), store.devices());
  }
}

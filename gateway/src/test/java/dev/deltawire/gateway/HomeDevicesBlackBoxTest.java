package dev.deltawire.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.codec.JsonText;
import dev.deltawire.dialects.home.Delivery;
import dev.deltawire.dialects.home.Delivery.Outcome;
import dev.deltawire.dialects.home.Notice;
import dev.deltawire.dialects.home.Notification;
import dev.deltawire.model.RawJson;
import dev.deltawire.model.home.HomeServerFrame.MediaPlay;
import dev.deltawire.model.home.HomeServerFrame.TabletSound;
import dev.deltawire.model.home.MediaType;
import dev.deltawire.model.home.NotificationLevel;
import dev.deltawire.model.home.NotificationStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Notifications, media, widgets and sounds (H-17 to H-25, H-28, H-36 to H-42)")
class HomeDevicesBlackBoxTest {

  private static final Notice MOTION =
      Notice.of("Camera Alert", "Motion detected in backyard", NotificationLevel.WARNING);

  @OnEveryTransport
  void h17_h37_aNotificationIsPushedToAllSocketsOfAnOnlineDevice(String transport)
      throws Exception {
    try (HomeServer server = HomeServer.start(transport)) {
      HomeDevice first = server.connect(HomeServer.PHONE);
      HomeDevice second = server.connect(HomeServer.PHONE);
      HomeDevice other = server.connect(HomeServer.TABLET);
      Notice notice =
          MOTION.withCategory("CAMERA_ALERT").withData(json("{\"camera\":1.50,\"x\":[\"\\/\"]}"));
      Notification row = server.hub().notifyDevice("phone-1", notice).orElseThrow();

      String push =
          "{\"type\":\"notification.push\",\"payload\":{\"id\":\""
              + row.id()
              + "\",\"title\":\"Camera Alert\",\"body\":\"Motion detected in backyard\","
              + "\"level\":\"warning\",\"category\":\"CAMERA_ALERT\","
              + "\"data\":{\"camera\":1.50,\"x\":[\"\\/\"]}}}";
      first.expect(push);
      second.expect(push);
      other.expectNothingMore();
      assertEquals(NotificationStatus.SENT, row.status());
    }
  }

  @OnEveryTransport
  void h37_whoHasSeenTheAnswerToItsUpgradeIsOnline(String transport) throws Exception {
    try (HomeServer server = HomeServer.start(transport)) {
      for (int i = 0; i < 200; i++) {
        HomeDevice device = server.connect("phone-" + i + ".ann.phone");
        Notification row = server.hub().notifyDevice("phone-" + i, MOTION).orElseThrow();
        assertEquals(NotificationStatus.SENT, row.status());
        device.expect(push(row));
      }
    }
  }

  @OnEveryTransport
  void h37_h38_whatAnOfflineDeviceMissedItAsksFor(String transport) throws Exception {
    try (HomeServer server = HomeServer.start(transport)) {
      server.connect(HomeServer.PHONE).peer().close();
      while (server.server().connections() > 0) {
        Thread.onSpinWait();
      }
      List<String> pushes = new ArrayList<>();
      List<Notification> rows = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        Notification row = server.hub().notifyDevice("phone-1", MOTION).orElseThrow();
        assertEquals(NotificationStatus.PENDING, row.status());
        rows.add(row);
        pushes.add(push(row));
      }
      HomeDevice device = server.connect(HomeServer.PHONE);
      device.expectNothingMore();

      device.send("notification.list", "{}");
      expectAll(device, pushes);
      device.expectNothingMore();
      assertEquals(NotificationStatus.SENT, status(server, rows.get(0)));

      device.send("notification.list", "{\"status\":\"pending\"}");
      expectAll(device, pushes);
      device.send("notification.list", "{\"status\":\"sent\"}");
      expectAll(device, pushes);
      device.send("notification.list", "{\"status\":\"read\"}");
      device.expectNothingMore();
    }
  }

  @OnEveryTransport
  void h18_h19_h36_statusMovesForwardOnly(String transport) throws Exception {
    try (HomeServer server = HomeServer.start(transport)) {
      HomeDevice device = server.connect(HomeServer.PHONE);
      Notification row = server.hub().notifyDevice("phone-1", MOTION).orElseThrow();
      device.expect(push(row));
      String id = "{\"notificationId\":\"" + row.id() + "\"}";

      device.send("notification.ack", id);
      device.expectNothingMore();
      assertEquals(NotificationStatus.DELIVERED, status(server, row));
      device.send("notification.list", "{}");
      device.expectNothingMore();
      device.send("notification.list", "{\"status\":\"delivered\"}");
      device.expect(push(row));

      device.send(
          "notification.read",
          id.toUpperCase(Locale.ROOT).replace("NOTIFICATIONID", "notificationId"));
      device.expectNothingMore();
      assertEquals(NotificationStatus.READ, status(server, row));
      device.send("notification.ack", id);
      device.send("notification.read", id);
      device.expectNothingMore();
      assertEquals(NotificationStatus.READ, status(server, row));
    }
  }

  @OnEveryTransport
  void h36_readWithoutAck(String transport) throws Exception {
    try (HomeServer server = HomeServer.start(transport)) {
      HomeDevice device = server.connect(HomeServer.PHONE);
      Notification row = server.hub().notifyDevice("phone-1", MOTION).orElseThrow();
      device.expect(push(row));
      device.send("notification.read", "{\"notificationId\":\"" + row.id() + "\"}");
      device.expectNothingMore();

      assertEquals(NotificationStatus.READ, status(server, row));
    }
  }

  @OnEveryTransport
  void h37_eachDeviceOfAUserGetsARowOfItsOwn(String transport) throws Exception {
    try (HomeServer server = HomeServer.start(transport)) {
      HomeDevice phone = server.connect(HomeServer.PHONE);
      HomeDevice tablet = server.connect(HomeServer.TABLET);
      HomeDevice tv = server.connect(HomeServer.BOBS_TV);
      for (Notification row : server.hub().notifyUser("ann", MOTION)) {
        (row.deviceId().equals("phone-1") ? phone : tablet).expect(push(row));
      }
      tv.expectNothingMore();
      assertEquals(3, server.hub().notifyEveryone(MOTION).size());
      phone.payload("notification.push");
      tablet.payload("notification.push");
      tv.payload("notification.push");
    }
  }

  @OnEveryTransport
  void h38_atMost200AreListedOldestFirst(String transport) throws Exception {
    try (HomeServer server = HomeServer.start(transport)) {
      server.connect(HomeServer.PHONE).peer().close();
      List<String> pushes = new ArrayList<>();
      for (int i = 0; i < 201; i++) {
        pushes.add(push(server.hub().notifyDevice("phone-1", MOTION).orElseThrow()));
      }
      HomeDevice device = server.connect(HomeServer.PHONE);
      device.send("notification.list", "{}");
      device.sendRaw("{\"id\":\"after\",\"type\":\"ping.request\"}");
      expectAll(device, pushes.subList(0, 200));
      assertTrue(device.next().startsWith("{\"id\":\"after\","), "h28: the answers keep order");
    }
  }

  @OnEveryTransport
  void h39_foreignAndUnknownNotificationsAreNotFound(String transport) throws Exception {
    try (HomeServer server = HomeServer.start(transport)) {
      HomeDevice phone = server.connect(HomeServer.PHONE);
      HomeDevice tablet = server.connect(HomeServer.TABLET);
      Notification row = server.hub().notifyDevice("phone-1", MOTION).orElseThrow();
      phone.expect(push(row));
      for (UUID id : List.of(row.id(), UUID.randomUUID())) {
        for (String type : List.of("notification.ack", "notification.read")) {
          tablet.send(type, "{\"notificationId\":\"" + id + "\"}");
          tablet.expectError("Notification not found: " + id, type);
        }
      }
      assertEquals(NotificationStatus.SENT, status(server, row));
    }
  }

  @OnEveryTransport
  void h21_h42_mediaGoesToAllSocketsOfTheDevice(String transport) throws Exception {
    try (HomeServer server = HomeServer.start(transport)) {
      HomeDevice first = server.connect(HomeServer.BOBS_TV);
      HomeDevice second = server.connect(HomeServer.BOBS_TV);
      HomeDevice other = server.connect(HomeServer.PHONE);
      MediaPlay movie =
          new MediaPlay("c3b1", "/api/media/c3b1", "Movie.mp4", MediaType.VIDEO, 1234.5);
      assertEquals(new Delivery(Outcome.SENT, 2), server.hub().play("tv-1", movie));

      String frame =
          "{\"type\":\"media.play\",\"payload\":{\"mediaId\":\"c3b1\",\"url\":\"/api/media/c3b1\","
              + "\"title\":\"Movie.mp4\",\"type\":\"video\",\"position\":1234.5}}";
      first.expect(frame);
      second.expect(frame);
      other.expectNothingMore();
      MediaPlay song = new MediaPlay("s", "/s", "Song", MediaType.AUDIO, null);
      assertEquals(new Delivery(Outcome.SENT, 2), server.hub().play("tv-1", song));
      first.expect(
          "{\"type\":\"media.play\",\"payload\":{\"mediaId\":\"s\",\"url\":\"/s\","
              + "\"title\":\"Song\",\"type\":\"audio\"}}");
    }
  }

  @OnEveryTransport
  void h25_h42_soundsGoToTablets(String transport) throws Exception {
    try (HomeServer server = HomeServer.start(transport)) {
      HomeDevice tablet = server.connect(HomeServer.TABLET);
      HomeDevice phone = server.connect(HomeServer.PHONE);
      TabletSound adhan = new TabletSound("prayer-times", "/adhan.mp3", 90_000L);
      assertEquals(Outcome.NOT_A_TABLET, server.hub().playSound("phone-1", adhan).outcome());
      assertEquals(new Delivery(Outcome.SENT, 1), server.hub().playSound("tablet-1", adhan));

      tablet.expect(
          "{\"type\":\"plugin.tablet.sound\",\"payload\":{\"slug\":\"prayer-times\","
              + "\"url\":\"/adhan.mp3\",\"durationMs\":90000}}");
      phone.expectNothingMore();
    }
  }

  @OnEveryTransport
  void h22_h23_h40_widgetsAreSentFromTheCacheAndOnEveryChange(String transport) throws Exception {
    try (HomeServer server = HomeServer.start(transport)) {
      server.hub().putWidget("weather", json("{\"sky\":\"clear\"}"));
      server.hub().putWidget("prayer-times", json("{\"next\":\"Asr\"}"));
      HomeDevice device = server.connect(HomeServer.TABLET);
      HomeDevice other = server.connect(HomeServer.TABLET);
      device.send(
          "plugin.widget.subscribe",
          "{\"slugs\":[\"prayer-times\",\"unknown\",\"weather\",\"prayer-times\"]}");
      device.expect(widget("prayer-times", "{\"next\":\"Asr\"}"));
      device.expect(widget("weather", "{\"sky\":\"clear\"}"));
      device.expectNothingMore();

      assertEquals(1, server.hub().putWidget("weather", json("{\"sky\": \"grey\"}")));
      device.expect(widget("weather", "{\"sky\":\"grey\"}"));
      assertEquals(1, server.hub().putWidget("unknown", json("{}")));
      device.expect(widget("unknown", "{}"));
      device.send("plugin.widget.subscribe", "{\"slugs\":[\"clock\"]}");
      device.expectNothingMore();
      assertEquals(1, server.hub().putWidget("weather", json("{}")));
      device.expect(widget("weather", "{}"));
      other.expectNothingMore();

      device.peer().close();
      while (server.server().connections() > 1) {
        Thread.onSpinWait();
      }
      HomeDevice again = server.connect(HomeServer.TABLET);
      server.hub().putWidget("weather", json("{\"sky\":\"red\"}"));
      again.expectNothingMore();
    }
  }

  @OnEveryTransport
  void h24_h41_bundlesAreAnnouncedInDeveloperModeOnly(String transport) throws Exception {
    try (HomeServer server = HomeServer.start(transport, d -> d.devMode(true))) {
      HomeDevice device = server.connect(HomeServer.TABLET);
      HomeDevice other = server.connect(HomeServer.TABLET);
      device.send("plugin.widget.subscribe", "{\"slugs\":[\"clock\"]}");
      device.expectNothingMore();
      assertEquals(new Delivery(Outcome.SENT, 1), server.hub().announceBundle("clock", 2));

      device.expect(
          "{\"type\":\"plugin.widget.bundle-changed\",\"payload\":{\"slug\":\"clock\",\"v\":2}}");
      other.expectNothingMore();
    }
    try (HomeServer server = HomeServer.start(transport)) {
      assertEquals(Outcome.DEV_MODE_OFF, server.hub().announceBundle("clock", 2).outcome());
    }
  }

  private static void expectAll(HomeDevice device, List<String> frames) throws IOException {
    for (String frame : frames) {
      device.expect(frame);
    }
  }

  private static String push(Notification row) {
    return "{\"type\":\"notification.push\",\"payload\":{\"id\":\""
        + row.id()
        + "\",\"title\":\"Camera Alert\",\"body\":\"Motion detected in backyard\","
        + "\"level\":\"warning\",\"data\":{}}}";
  }

  private static String widget(String slug, String data) {
    return "{\"type\":\"plugin.widget-data\",\"payload\":{\"slug\":\""
        + slug
        + "\",\"data\":"
        + data
        + "}}";
  }

  private static NotificationStatus status(HomeServer server, Notification row) throws Exception {
    return server.hub().notification(row.id()).orElseThrow().status();
  }

  private static RawJson json(String text) {
    return JsonText.parse(text).orElseThrow();
  }
}

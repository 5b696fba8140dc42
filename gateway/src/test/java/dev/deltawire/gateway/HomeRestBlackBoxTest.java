package dev.deltawire.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.codec.RawJsonView;
import dev.deltawire.gateway.outside.Json;
import dev.deltawire.gateway.outside.Jwt;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;

@DisplayName("The REST paths of the home dialect from outside (H-53 to H-59)")
class HomeRestBlackBoxTest {

  private static final String NOTIFICATIONS = "/api/home/notifications";
  private static final String PLAY = "/api/home/media/play";
  private static final String SOUND = "/api/home/sound";

  private static SharedGateways gateways;

  @BeforeAll
  static void startGateways() {
    gateways = new SharedGateways();
  }

  @AfterAll
  static void closeGateways() throws IOException {
    gateways.close();
  }

  private static String token(String device, String user, String type) {
    return Jwt.sign(
        "\"deviceId\":\"%s\",\"userId\":\"%s\",\"deviceType\":\"%s\""
            .formatted(device, user, type));
  }

  private static HomeDevice connect(GatewayServer gateway, String device, String user, String type)
      throws IOException {
    return new HomeDevice(gateway.open("/ws?token=" + token(device, user, type)));
  }

  private static String post(GatewayServer gateway, String path, String body) throws Exception {
    return shown(gateway.operator("POST", path, body));
  }

  private static String shown(HttpResponse<String> response) {
    return response.statusCode() + " " + response.body();
  }

  private static String notification(String target, String... more) {
    return "{%s,\"title\":\"T\",\"body\":\"B\"%s}".formatted(target, String.join("", more));
  }

  @OnEveryTransport
  void h53_h54_aNotificationIsPushedAndItsStatusFollowed(String transport) throws Exception {
    GatewayServer gateway = gateways.over(transport);
    HomeDevice tablet = connect(gateway, "tablet-53", "ann", "tablet");
    String example =
        "{\"deviceId\":\"tablet-53\",\"title\":\"Camera Alert\",\"body\":\"Motion detected in"
            + " backyard\",\"level\":\"warning\",\"category\":\"CAMERA_ALERT\",\"data\":{}}";
    HttpResponse<String> created = gateway.operator("POST", NOTIFICATIONS, example);
    assertEquals(201, created.statusCode());
    List<Json> rows = Json.of(created.body()).list("notifications");
    String id = rows.get(0).text("id");
    assertEquals(
        "{\"id\":\"" + id + "\",\"deviceId\":\"tablet-53\",\"status\":\"sent\"}",
        rows.get(0).toString());
    tablet.expect(
        "{\"type\":\"notification.push\",\"payload\":{\"id\":\""
            + id
            + "\",\"title\":\"Camera Alert\",\"body\":\"Motion detected in backyard\","
            + "\"level\":\"warning\",\"category\":\"CAMERA_ALERT\",\"data\":{}}}");
    assertEquals("sent", status(gateway, id));
    tablet.send("notification.ack", "{\"notificationId\":\"" + id + "\"}");
    tablet.expectNothingMore();
    assertEquals("delivered", status(gateway, id.toUpperCase(Locale.ROOT)));
    tablet.send("notification.read", "{\"notificationId\":\"" + id + "\"}");
    tablet.expectNothingMore();
    assertEquals("read", status(gateway, id));
  }

  private static String status(GatewayServer gateway, String id) throws Exception {
    HttpResponse<String> response = gateway.operator("GET", NOTIFICATIONS + "/" + id, "");
    assertEquals(200, response.statusCode());
    return Json.of(response.body()).text("status");
  }

  @OnEveryTransport
  void h37_h53_oneRowForEachDeviceOfAUserOrOfAll(String transport) throws Exception {
    GatewayServer gateway = gateways.over(transport);
    HomeDevice online = connect(gateway, "on-53", "zoe", "phone");
    connect(gateway, "off-53", "zoe", "tv").peer().close();
    awaitPending(gateway, "off-53");
    Json rows =
        Json.of(post(gateway, NOTIFICATIONS, notification("\"userId\":\"zoe\"")).substring(4));
    assertEquals(
        List.of("off-53 pending", "on-53 sent"),
        rows.list("notifications").stream()
            .map(row -> row.text("deviceId") + " " + row.text("status"))
            .sorted()
            .toList());
    assertEquals("info", HomeDevice.text(online.payload("notification.push"), "level"));
    String all = post(gateway, NOTIFICATIONS, notification("\"all\":true"));
    assertTrue(all.startsWith("201 ") && all.contains("on-53") && all.contains("off-53"), all);
  }

  /** Waits until the server has noticed that a device went. */
  private static void awaitPending(GatewayServer gateway, String device) throws Exception {
    String answer;
    do {
      answer = post(gateway, NOTIFICATIONS, notification("\"deviceId\":\"" + device + "\""));
    } while (answer.contains("sent"));
  }

  @OnEveryTransport
  void h53_h54_x24_badTargetsAndFieldsAreRefused(String transport) throws Exception {
    GatewayServer gateway = gateways.over(transport);
    connect(gateway, "field-53", "ann", "phone");
    String known = "\"deviceId\":\"field-53\"";
    for (String bad :
        List.of(
            "{\"title\":\"T\",\"body\":\"B\"}",
            notification(known + ",\"userId\":\"ann\""),
            notification("\"all\":false"),
            notification("\"all\":\"yes\""),
            notification("\"deviceId\":5"),
            notification(known, ",\"level\":\"loud\""),
            notification(known, ",\"category\":\"" + "c".repeat(65) + "\""),
            notification(known, ",\"data\":[]"),
            notification(known, ",\"data\":{\"d\":\"" + "d".repeat(16_384) + "\"}"),
            "{" + known + ",\"title\":\"\",\"body\":\"B\"}",
            "{" + known + ",\"title\":\"" + "t".repeat(257) + "\",\"body\":\"B\"}",
            "{" + known + ",\"title\":\"T\"}",
            "{" + known + ",\"title\":\"T\",\"body\":\"" + "b".repeat(4097) + "\"}")) {
      String answer = post(gateway, NOTIFICATIONS, bad);
      assertTrue(answer.startsWith("400 {\"error\":"), answer + " to " + bad);
    }
    assertEquals(
        "404 {\"error\":\"not found\"}",
        post(gateway, NOTIFICATIONS, notification("\"deviceId\":\"nobodys\"")));
    assertEquals(
        "404 {\"error\":\"not found\"}",
        post(gateway, NOTIFICATIONS, notification("\"userId\":\"nobody\"")));
    for (String id : List.of("0d6c1f0a-2b52-4f9e-9f1e-0a2b3c4d5e6f", "x", "1-2-3-4-5")) {
      assertEquals(404, gateway.operator("GET", NOTIFICATIONS + "/" + id, "").statusCode(), id);
    }
  }

  @OnEveryTransport
  void h42_h55_mediaGoesToAllSocketsOfTheDevice(String transport) throws Exception {
    GatewayServer gateway = gateways.over(transport);
    HomeDevice first = connect(gateway, "tv-55", "ann", "tv");
    HomeDevice second = connect(gateway, "tv-55", "ann", "tv");
    String media =
        "\"mediaId\":\"c3b1\",\"url\":\"/api/media/c3b1\",\"title\":\"Movie.mp4\",\"type\":\"video\"";
    assertEquals(
        "202 {\"delivered\":2}", post(gateway, PLAY, "{\"deviceId\":\"tv-55\"," + media + "}"));
    for (HomeDevice device : List.of(first, second)) {
      device.expect("{\"type\":\"media.play\",\"payload\":{" + media + "}}");
    }
    String positioned = media + ",\"position\":1234.5";
    post(gateway, PLAY, "{\"deviceId\":\"tv-55\"," + positioned + "}");
    first.expect("{\"type\":\"media.play\",\"payload\":{" + positioned + "}}");
    assertEquals(
        404, gateway.operator("POST", PLAY, "{\"deviceId\":\"none\"," + media + "}").statusCode());
    for (String bad : List.of("\"position\":-1", "\"position\":\"x\"", "\"type\":\"film\"")) {
      String body = "{\"deviceId\":\"tv-55\"," + media + "," + bad + "}";
      assertEquals(400, gateway.operator("POST", PLAY, body).statusCode(), bad);
    }
  }

  @OnEveryTransport
  void h40_h56_widgetDataIsCachedAndPushed(String transport) throws Exception {
    GatewayServer gateway = gateways.over(transport);
    HomeDevice tablet = connect(gateway, "tablet-56", "ann", "tablet");
    String path = "/api/home/widgets/prayer-times";
    String data = "{\"nextPrayer\":\"Asr\",\"nextPrayerTime\":\"15:42\",\"remaining\":\"1h 12m\"}";
    assertEquals(
        "200 {\"delivered\":0}", shown(gateway.operator("PUT", path, "{\"data\":" + data + "}")));
    tablet.send("plugin.widget.subscribe", "{\"slugs\":[\"prayer-times\"]}");
    tablet.expect(
        "{\"type\":\"plugin.widget-data\",\"payload\":{\"slug\":\"prayer-times\",\"data\":"
            + data
            + "}}");
    assertEquals(
        "200 {\"delivered\":1}", shown(gateway.operator("PUT", path, "{\"data\":{\"n\":1e400}}")));
    tablet.expect(
        "{\"type\":\"plugin.widget-data\",\"payload\":{\"slug\":\"prayer-times\","
            + "\"data\":{\"n\":1e400}}}");
    for (String bad : List.of("{}", "{\"data\":[]}", "{\"data\":null}")) {
      assertEquals(400, gateway.operator("PUT", path, bad).statusCode(), bad);
    }
    assertEquals(
        400, gateway.operator("PUT", "/api/home/widgets/Not_A_Slug", "{\"data\":{}}").statusCode());
    String large = "{\"data\":{\"d\":\"" + "d".repeat(65_536) + "\"}}";
    assertEquals(400, gateway.operator("PUT", path, large).statusCode());
  }

  @OnEveryTransport
  void h41_h57_withoutDeveloperModeNobodyIsToldOfBundles(String transport) throws Exception {
    GatewayServer gateway = gateways.over(transport);
    String path = "/api/home/widgets/weather/bundle";
    assertEquals(404, gateway.operator("POST", path, "{\"v\":2}").statusCode());
    assertEquals(401, gateway.http("POST", path, "{\"v\":2}").statusCode());
  }

  @OnEveryTransport
  void h41_h57_inDeveloperModeSubscribersAreToldOfBundles(String transport) throws Exception {
    try (GatewayServer gateway =
        GatewayServer.start(transport, "home.devMode=true", "home.jwtSecret=" + Jwt.SECRET)) {
      HomeDevice tablet = connect(gateway, "tablet-57", "ann", "tablet");
      tablet.send("plugin.widget.subscribe", "{\"slugs\":[\"weather\"]}");
      tablet.expectNothingMore();
      String path = "/api/home/widgets/weather/bundle";
      assertEquals("202 {\"delivered\":1}", post(gateway, path, "{\"v\":2}"));
      tablet.expect(
          "{\"type\":\"plugin.widget.bundle-changed\",\"payload\":{\"slug\":\"weather\",\"v\":2}}");
      assertEquals(400, gateway.operator("POST", path, "{\"v\":\"2\"}").statusCode());
    }
  }

  @OnEveryTransport
  void h42_h58_soundsAreForTabletsThatAreKnown(String transport) throws Exception {
    GatewayServer gateway = gateways.over(transport);
    HomeDevice tablet = connect(gateway, "tablet-58", "ann", "tablet");
    connect(gateway, "phone-58", "ann", "phone");
    String sound =
        "\"slug\":\"prayer-times\",\"url\":\"/api/plugins/prayer-times/assets/adhan.mp3\"";
    assertEquals(
        "202 {\"delivered\":1}",
        post(gateway, SOUND, "{\"deviceId\":\"tablet-58\"," + sound + ",\"durationMs\":90000}"));
    tablet.expect(
        "{\"type\":\"plugin.tablet.sound\",\"payload\":{" + sound + ",\"durationMs\":90000}}");
    assertEquals(
        "202 {\"delivered\":1}",
        post(gateway, SOUND, "{\"deviceId\":\"tablet-58\"," + sound + "}"));
    tablet.expect("{\"type\":\"plugin.tablet.sound\",\"payload\":{" + sound + "}}");
    String notATablet = post(gateway, SOUND, "{\"deviceId\":\"phone-58\"," + sound + "}");
    assertEquals("409 {\"error\":\"not a tablet\"}", notATablet);
    String unknown = post(gateway, SOUND, "{\"deviceId\":\"none\"," + sound + "}");
    assertEquals("404 {\"error\":\"unknown device\"}", unknown);
    String negative = "{\"deviceId\":\"tablet-58\"," + sound + ",\"durationMs\":-1}";
    assertEquals(400, gateway.operator("POST", SOUND, negative).statusCode());
  }

  @OnEveryTransport
  void h59_aConversationIsToldToDevicesOfItsUserOnly(String transport) throws Exception {
    GatewayServer gateway = gateways.over(transport);
    HomeDevice phone = connect(gateway, "phone-59", "ann", "phone");
    String conversation = phone.say("Größe \"zwei\"");
    phone.readReply(conversation);
    String path = "/api/home/conversations/" + conversation;
    HttpResponse<String> told =
        TakenTurns.late(() -> gateway.bearer(token("tv-59", "ann", "tv"), "GET", path, ""));
    assertEquals(200, told.statusCode());
    Json answer = Json.of(told.body());
    assertEquals(conversation, answer.text("id"));
    assertEquals(
        List.of("user Größe \"zwei\"", "assistant Größe \"zwei\""),
        answer.list("messages").stream()
            .map(message -> message.text("role") + " " + message.text("content"))
            .toList());
    String createdAt = answer.list("messages").get(0).text("createdAt");
    assertTrue(createdAt.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z"), createdAt);

    assertEquals(
        "404 {\"error\":\"not found\"}",
        shown(gateway.bearer(token("tv-b", "bob", "tv"), "GET", path, "")));
    assertEquals(401, gateway.http("GET", path, "").statusCode());
    assertEquals(401, gateway.operator("GET", path, "").statusCode(), "no device");
    String unknown = "/api/home/conversations/0d6c1f0a-2b52-4f9e-9f1e-0a2b3c4d5e6f";
    assertEquals(404, gateway.bearer(token("a", "ann", "tv"), "GET", unknown, "").statusCode());
  }

  @OnEveryTransport
  void h59_aRunningReplyIsToldWithItsTextSoFar(String transport) throws Exception {
    GatewayServer gateway = gateways.over(transport);
    HomeDevice phone = connect(gateway, "slow-59", "ann", "phone");
    String script = "#!script [{\"say\":\"so far\"},{\"sleep\":600000}]";
    String conversation = phone.say(script);
    RawJsonView delta = phone.payload("chat.delta");
    assertEquals("so far", HomeDevice.text(delta, "content"));
    String path = "/api/home/conversations/" + conversation;
    String body = gateway.bearer(token("slow-59", "ann", "phone"), "GET", path, "").body();
    assertEquals("so far", Json.of(body).list("messages").get(1).text("content"));
  }

  @OnEveryTransport
  void h06_h59_aRevokedDeviceReadsNothing(String transport) throws Exception {
    GatewayServer gateway = gateways.over(transport);
    HomeDevice phone = connect(gateway, "gone-59", "ann", "phone");
    String conversation = phone.say("hi");
    gateway.operator("DELETE", "/api/home/devices/gone-59", "");
    HttpResponse<String> answer =
        gateway.bearer(
            token("gone-59", "ann", "phone"), "GET", "/api/home/conversations/" + conversation, "");
    assertEquals("401 {\"error\":\"unauthorized\"}", shown(answer));
  }

  @OnEveryTransport
  void x57_everyPathOfTheOperatorWantsItsToken(String transport) throws Exception {
    GatewayServer gateway = gateways.over(transport);
    for (String line :
        List.of(
            "POST /api/auth/pair/start",
            "PUT /api/home/kill-switch",
            "POST /api/home/notifications",
            "GET /api/home/notifications/0d6c1f0a-2b52-4f9e-9f1e-0a2b3c4d5e6f",
            "POST /api/home/media/play",
            "PUT /api/home/widgets/weather",
            "POST /api/home/widgets/weather/bundle",
            "POST /api/home/sound",
            "DELETE /api/home/devices/d")) {
      String[] parts = line.split(" ", -1);
      for (String token : List.of("wrong", token("d", "ann", "tv"))) {
        HttpResponse<String> answer = gateway.bearer(token, parts[0], parts[1], "{}");
        assertEquals("401 {\"error\":\"unauthorized\"}", shown(answer), line);
      }
    }
  }
}

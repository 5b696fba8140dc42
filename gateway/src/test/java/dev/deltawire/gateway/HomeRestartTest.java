package dev.deltawire.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.gateway.home.HomeUnit;
import dev.deltawire.gateway.outside.Json;
import dev.deltawire.gateway.outside.Jwt;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the household finds again after a restart of its gateway. */
final class HomeRestartTest {

  private static final String SECRET = "home.jwtSecret=" + Jwt.SECRET;
  private static final String NOTIFICATIONS = "/api/home/notifications";
  private static final String WIDGET = "/api/home/widgets/weather";

  @TempDir private Path directory;

  private GatewayServer start() throws Exception {
    return GatewayServer.startOn(directory, "jdk", SECRET);
  }

  private static String token(String device) {
    return Jwt.sign(
        "\"deviceId\":\"%s\",\"userId\":\"ann\",\"deviceType\":\"tablet\"".formatted(device));
  }

  private static HomeDevice connect(GatewayServer gateway, String device) throws IOException {
    return new HomeDevice(gateway.open("/ws?token=" + token(device)));
  }

  private static String notify(GatewayServer gateway, String device) throws Exception {
    String body = "{\"deviceId\":\"" + device + "\",\"title\":\"T\",\"body\":\"B\"}";
    String answer = gateway.operator("POST", NOTIFICATIONS, body).body();
    return Json.of(answer).list("notifications").get(0).text("id");
  }

  @Test
  void h43_x59_whatTheHouseholdHadIsThereAgain() throws Exception {
    String conversation;
    String read;
    String pending;
    try (GatewayServer gateway = start()) {
      HomeDevice tablet = connect(gateway, "t1");
      conversation = tablet.say("remember me");
      tablet.readReply(conversation);
      read = notify(gateway, "t1");
      tablet.payload("notification.push");
      tablet.send("notification.read", "{\"notificationId\":\"" + read + "\"}");
      tablet.expectNothingMore();
      pending = notify(gateway, "t1");
      gateway.operator("PUT", WIDGET, "{\"data\":{\"sky\":\"blue\"}}");
      gateway.operator("DELETE", "/api/home/devices/t2", "");
      gateway.operator("PUT", "/api/home/kill-switch", "{\"active\":true}");
    }
    try (GatewayServer gateway = start()) {
      HomeDevice tablet = connect(gateway, "t1");
      tablet.resume(conversation, 9);
      tablet.expectDelta(conversation, "me");
      tablet.expectDone(conversation);
      tablet.send("plugin.widget.subscribe", "{\"slugs\":[\"weather\"]}");
      assertEquals(
          "{\"sky\":\"blue\"}",
          tablet.payload("plugin.widget-data").member("data").orElseThrow().raw().toString());
      tablet.send("notification.list", "{}");
      assertEquals(pending, HomeDevice.text(tablet.payload("notification.push"), "id"));
      tablet.send("notification.list", "{\"status\":\"read\"}");
      assertEquals(read, HomeDevice.text(tablet.payload("notification.push"), "id"));
      assertEquals(401, gateway.peer().upgrade("/ws?token=" + token("t2")).status());
      assertTrue(gateway.unit(HomeUnit.class).dialect().hub().killSwitch());
    }
  }

  @Test
  void h63_aDeviceThatComesBackFindsWhatItMissed() throws Exception {
    try (GatewayServer gateway = start()) {
      HomeDevice before = connect(gateway, "t1");
      String conversation =
          before.say("#!script [{\"say\":\"one \"},{\"sleep\":300},{\"say\":\"two\"}]");
      before.expectDelta(conversation, "one ");
      before.peer().close();
      String missed = notify(gateway, "t1");
      gateway.operator("PUT", WIDGET, "{\"data\":{\"sky\":\"grey\"}}");

      assertEquals(401, gateway.peer().upgrade("/ws?token=expired").status());
      HomeDevice again = connect(gateway, "t1");
      again.resume(conversation, 4);
      again.expectDelta(conversation, "two");
      again.expectDone(conversation);
      again.send("notification.list", "{}");
      assertEquals(missed, HomeDevice.text(again.payload("notification.push"), "id"));
      again.send("plugin.widget.subscribe", "{\"slugs\":[\"weather\"]}");
      again.payload("plugin.widget-data");
      for (String sky : List.of("blue", "red")) {
        gateway.operator("PUT", WIDGET, "{\"data\":{\"sky\":\"" + sky + "\"}}");
        assertTrue(again.payload("plugin.widget-data").raw().toString().contains(sky));
      }
    }
  }
}

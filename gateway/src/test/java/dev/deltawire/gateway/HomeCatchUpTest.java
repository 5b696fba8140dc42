package dev.deltawire.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.gateway.outside.Json;
import dev.deltawire.gateway.outside.Jwt;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a device of the household finds when it comes back. */
final class HomeCatchUpTest {

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
  void h06_h43_aRevocationOutlivesTheGateway() throws Exception {
    try (GatewayServer gateway = start()) {
      connect(gateway, "t2").expectNothingMore();
      gateway.operator("DELETE", "/api/home/devices/t2", "");
    }
    try (GatewayServer gateway = start()) {
      assertEquals(401, gateway.peer().upgrade("/ws?token=" + token("t2")).status());
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

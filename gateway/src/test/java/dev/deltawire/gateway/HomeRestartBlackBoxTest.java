package dev.deltawire.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.dialects.home.HomeStore.Conversations;
import dev.deltawire.gateway.outside.Jwt;
import dev.deltawire.tck.postgres.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName(
    "What the home dialect keeps over a restart, and what nodes share (H-43, X-59 to X-61)")
class HomeRestartBlackBoxTest {

  private static final String SECRET = "home.jwtSecret=" + Jwt.SECRET;
  private static final String SLOW =
      "#!script [{\"say\":\"first \"},{\"sleep\":600000},{\"say\":\"never\"}]";

  @TempDir private Path directory;

  private static HomeDevice connect(GatewayServer gateway) throws IOException {
    String token = Jwt.sign("\"deviceId\":\"phone-1\",\"userId\":\"ann\",\"deviceType\":\"phone\"");
    return new HomeDevice(gateway.open("/ws?token=" + token));
  }

  private static void waitForCheckpoint(GatewayServer gateway, String conversation, String text)
      throws Exception {
    Conversations conversations = gateway.gateway().store().home().conversations();
    UUID id = UUID.fromString(conversation);
    while (!conversations.lastReply(id).orElseThrow().content().equals(text)) {
      Thread.onSpinWait();
    }
  }

  @OnEveryTransport
  void h43_aConversationGoesOnAfterARestart(String transport) throws Exception {
    String conversation;
    try (GatewayServer gateway = GatewayServer.startOn(directory, transport, SECRET)) {
      HomeDevice device = connect(gateway);
      conversation = device.say("one two");
      assertEquals("one two", device.readReply(conversation));
    }
    try (GatewayServer gateway = GatewayServer.startOn(directory, transport, SECRET)) {
      HomeDevice device = connect(gateway);
      device.resume(conversation, 4);
      assertEquals("two", device.readReply(conversation));
      device.sayOn(conversation, "three");
      assertEquals("three", device.readReply(conversation));
    }
  }

  @OnEveryTransport
  void h43_x61_aStreamCutByARestartHasFailedAndWhatWaitedHasNoAnswer(String transport)
      throws Exception {
    String conversation;
    try (GatewayServer gateway = GatewayServer.startOn(directory, transport, SECRET)) {
      HomeDevice device = connect(gateway);
      conversation = device.say(SLOW);
      device.expectDelta(conversation, "first ");
      device.sayOn(conversation, "waiting");
      waitForCheckpoint(gateway, conversation, "first ");
    }
    try (GatewayServer gateway = GatewayServer.startOn(directory, transport, SECRET)) {
      HomeDevice device = connect(gateway);
      device.resume(conversation, 0);
      device.expectDelta(conversation, "first ");
      device.expectChatError(conversation, "Interrupted by restart");
      device.expectNothingMore();
    }
  }

  @OnEveryTransport
  void h43_notificationsAndWidgetsAreStillThere(String transport) throws Exception {
    try (GatewayServer gateway = GatewayServer.startOn(directory, transport, SECRET)) {
      connect(gateway).expectNothingMore(); // makes the device known
      String notice = "{\"deviceId\":\"phone-1\",\"title\":\"t\",\"body\":\"kept\"}";
      assertEquals(201, gateway.operator("POST", "/api/home/notifications", notice).statusCode());
      assertEquals(
          200,
          gateway.operator("PUT", "/api/home/widgets/clock", "{\"data\":{\"n\":1}}").statusCode());
    }
    try (GatewayServer gateway = GatewayServer.startOn(directory, transport, SECRET)) {
      HomeDevice device = connect(gateway);
      device.send("notification.list", "{\"status\":\"pending\"}");
      assertEquals("kept", HomeDevice.text(device.payload("notification.push"), "body"));
      device.send("plugin.widget.subscribe", "{\"slugs\":[\"clock\"]}");
      assertTrue(device.next().contains("{\"n\":1}"));
    }
  }

  @Test
  void x60_nodesOnOnePostgresShareWhatTheyRemember() throws Exception {
    String url = "store.url=" + TestPostgres.shared().freshDatabase();
    Path here = Files.createDirectory(directory.resolve("here"));
    Path there = Files.createDirectory(directory.resolve("there"));
    try (GatewayServer one = GatewayServer.startOn(here, "jdk", SECRET, url);
        GatewayServer two = GatewayServer.startOn(there, "javawebsocket", SECRET, url)) {
      HomeDevice phone = connect(one);
      String conversation = phone.say("said here");
      assertEquals("said here", phone.readReply(conversation));
      HomeDevice other = connect(two);
      other.resume(conversation, 5);
      assertEquals("here", other.readReply(conversation));
      other.sayOn(conversation, "and there");
      assertEquals("and there", other.readReply(conversation));
    }
  }

  @Test
  void x60_aDatabaseThatIsAwayRefusesToStartAndSaysSo() {
    String url = "store.url=jdbc:postgresql://127.0.0.1:1/none?password=hunter2";
    String message =
        assertThrows(IOException.class, () -> GatewayServer.startOn(directory, "jdk", url).close())
            .getMessage();
    assertTrue(
        message.startsWith("the database jdbc:postgresql://127.0.0.1:1/none can't be used: "),
        message);
    assertTrue(!message.contains("hunter2"), message);
  }

  @Test
  void aFileThatIsNoDatabaseRefusesToStartAndTheDirectoryIsFreeAgain() throws Exception {
    Path file = directory.resolve("deltawire.db");
    Files.writeString(file, "this is not a database".repeat(100));
    String message =
        assertThrows(IOException.class, () -> GatewayServer.startOn(directory, "jdk").close())
            .getMessage();
    assertTrue(message.contains(file.toString()), message);
    Files.delete(file);
    GatewayServer.startOn(directory, "jdk").close();
  }
}

package dev.deltawire.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.codec.JsonText;
import dev.deltawire.codec.RawJsonView;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Envelope, ping and errors of the home dialect (H-07 to H-10, H-27, H-44 to H-47)")
class HomeEnvelopeBlackBoxTest {

  @OnEveryTransport
  void h10_aPingIsAnsweredWithItsIdAndTheServersClock(String transport) throws Exception {
    try (HomeServer server = HomeServer.start(transport)) {
      HomeDevice device = server.connect(HomeServer.PHONE);
      long before = System.currentTimeMillis();
      device.sendRaw("{\"id\":\"p1\",\"type\":\"ping.request\",\"payload\":{}}");
      RawJsonView answer = RawJsonView.of(JsonText.parse(device.next()).orElseThrow());

      assertEquals("p1", HomeDevice.text(answer, "id"));
      assertEquals("ping.response", HomeDevice.text(answer, "type"));
      long time =
          answer
              .member("payload")
              .orElseThrow()
              .member("time")
              .orElseThrow()
              .integer()
              .orElseThrow();
      assertTrue(before <= time && time <= System.currentTimeMillis());
    }
  }

  @OnEveryTransport
  void h07_whatMayBeMissingOrIsIgnored(String transport) throws Exception {
    try (HomeServer server = HomeServer.start(transport)) {
      HomeDevice device = server.connect(HomeServer.PHONE);
      for (String message :
          List.of(
              "{\"type\":\"ping.request\"}",
              "{\"type\":\"ping.request\",\"id\":null,\"payload\":null,\"timestamp\":null}",
              "{\"type\":\"ping.request\",\"deviceId\":{\"any\":[1]},\"timestamp\":1.5e3}",
              "{\"type\":\"ping.request\",\"more\":true,\"payload\":{\"more\":[]}}",
              " {\"payload\":{},\"type\":\"ping\\u002erequest\"}\r\n")) {
        device.sendRaw(message);
        String answer = device.next();
        assertTrue(answer.startsWith("{\"type\":\"ping.response\",\"payload\":{\"time\":"), answer);
      }
      device.sendRaw("{\"id\":\"\",\"type\":\"ping.request\"}");
      assertTrue(device.next().startsWith("{\"id\":\"\",\"type\":\"ping.response\""));
    }
  }

  @OnEveryTransport
  void h44_malformedFrames(String transport) throws Exception {
    String deep = "[".repeat(63) + "]".repeat(63);
    List<String> malformed =
        List.of(
            "",
            " ",
            "x",
            "[]",
            "null",
            "{\"type\":\"ping.request\"",
            "{\"type\":\"ping.request\"} x",
            "{\"type\":\"ping.request\",}",
            "{'type':'ping.request'}",
            "{\"payload\":{}}",
            "{\"type\":\"\"}",
            "{\"type\":7}",
            "{\"type\":\"" + "x".repeat(129) + "\"}",
            "{\"type\":\"ping.request\",\"id\":7}",
            "{\"type\":\"ping.request\",\"id\":\"" + "x".repeat(129) + "\"}",
            "{\"type\":\"ping.request\",\"payload\":[]}",
            "{\"type\":\"ping.request\",\"timestamp\":\"1\"}",
            "{\"type\":\"ping.request\",\"type\":\"ping.request\"}",
            "{\"type\":\"ping.request\",\"payload\":{\"a\":1,\"a\":1}}",
            "{\"type\":\"ping.request\",\"payload\":{\"a\":" + deep + "}}",
            "{\"type\":\"ping.request\",\"x\":\"\\ud83d\"}",
            "\uFEFF{\"type\":\"ping.request\"}");
    try (HomeServer server = HomeServer.start(transport)) {
      for (String message : malformed) {
        HomeDevice device = server.connect(HomeServer.PHONE);
        device.sendRaw(message);
        device.expectError("Invalid message format", null);
        device.expectNothingMore();
        device.peer().close();
      }
    }
  }

  @OnEveryTransport
  void x19_level64IsAccepted(String transport) throws Exception {
    try (HomeServer server = HomeServer.start(transport)) {
      HomeDevice device = server.connect(HomeServer.PHONE);
      device.sendRaw(
          "{\"type\":\"ping.request\",\"payload\":{\"a\":"
              + "[".repeat(62)
              + "]".repeat(62)
              + "}}");
      assertTrue(device.next().startsWith("{\"type\":\"ping.response\""));
    }
  }

  @OnEveryTransport
  void h27_anyDomainMayComeFirstAndNothingComesUnasked(String transport) throws Exception {
    try (HomeServer server = HomeServer.start(transport)) {
      server.connect(HomeServer.PHONE).expectNothingMore();
      HomeDevice chatting = server.connect(HomeServer.PHONE);
      assertEquals("hi", chatting.readReply(chatting.say("hi")));
      HomeDevice notified = server.connect(HomeServer.PHONE);
      notified.send("notification.list", "{}");
      notified.expectNothingMore();
      HomeDevice subscribed = server.connect(HomeServer.PHONE);
      subscribed.send("plugin.widget.subscribe", "{\"slugs\":[\"weather\"]}");
      subscribed.expectNothingMore();
      expectError(server, "media.pause", "Unknown message type: media.pause");
    }
  }

  @OnEveryTransport
  void h45_h46_unknownTypes(String transport) throws Exception {
    try (HomeServer server = HomeServer.start(transport)) {
      expectError(server, "unknown.something", "No handler for domain: unknown");
      expectError(server, "unknown", "No handler for domain: unknown");
      expectError(server, ".chat", "No handler for domain: ");
      expectError(server, "Chat.message", "No handler for domain: Chat");
      expectError(server, "chat", "Unknown message type: chat");
      expectError(server, "chat.shout", "Unknown message type: chat.shout");
      expectError(server, "chat.delta", "Unknown message type: chat.delta");
      expectError(server, "media.play", "Unknown message type: media.play");
      expectError(server, "ping.response", "Unknown message type: ping.response");
      expectError(server, "plugin.widget-data", "Unknown message type: plugin.widget-data");
    }
  }

  @OnEveryTransport
  void h47_badFields(String transport) throws Exception {
    try (HomeServer server = HomeServer.start(transport)) {
      expectInvalid(server, "chat.message", "{}", "content");
      expectInvalid(server, "chat.message", "{\"content\":\"\"}", "content");
      expectInvalid(server, "chat.message", "{\"content\":\" \\n\"}", "content");
      expectInvalid(server, "chat.message", "{\"content\":1}", "content");
      expectInvalid(
          server, "chat.message", "{\"content\":\"" + "x".repeat(65537) + "\"}", "content");
      expectInvalid(
          server, "chat.message", "{\"content\":\"x\",\"conversationId\":\"1\"}", "conversationId");
      expectInvalid(server, "chat.resume", "{}", "conversationId");
      expectInvalid(
          server,
          "chat.resume",
          "{\"conversationId\":\"5f0c2a5e-8f0b-4c57-9d0e-3b1f6a7c2d10\",\"offset\":1.5}",
          "offset");
      expectInvalid(server, "notification.ack", "{}", "notificationId");
      expectInvalid(server, "notification.read", "{\"notificationId\":\"x\"}", "notificationId");
      expectInvalid(server, "notification.list", "{\"status\":\"new\"}", "status");
      expectInvalid(server, "plugin.widget.subscribe", "{\"slugs\":[]}", "slugs");
      expectInvalid(server, "plugin.widget.subscribe", "{\"slugs\":[\"No\"]}", "slugs");
    }
  }

  @OnEveryTransport
  void x25_theNinthErrorClosesInstead(String transport) throws Exception {
    try (HomeServer server = HomeServer.start(transport)) {
      HomeDevice device = server.connect(HomeServer.PHONE);
      for (int i = 0; i < 8; i++) {
        device.sendRaw("x");
        device.expectError("Invalid message format", null);
      }
      device.expectNothingMore();
      device.sendRaw("x");
      device.expectClose(1008, "too many protocol errors");
    }
  }

  @OnEveryTransport
  void x26_otherErrorsDoNotCount(String transport) throws Exception {
    String nobody = "5f0c2a5e-8f0b-4c57-9d0e-3b1f6a7c2d10";
    try (HomeServer server = HomeServer.start(transport)) {
      HomeDevice device = server.connect(HomeServer.PHONE);
      for (int i = 0; i < 20; i++) {
        device.sayOn(nobody, "x");
        device.expectChatError(nobody, "Conversation not found");
        device.send("notification.ack", "{\"notificationId\":\"" + nobody + "\"}");
        device.expectError("Notification not found: " + nobody, "notification.ack");
      }
    }
  }

  @OnEveryTransport
  void x13_x14_whatIsNoTextOrTooLongCloses(String transport) throws Exception {
    try (HomeServer server = HomeServer.start(transport, d -> d.maxMessageBytes(100))) {
      HomeDevice binary = server.connect(HomeServer.PHONE);
      binary.peer().sendFrame(0x82, new byte[] {1});
      binary.expectClose(1003, "text frames only");

      HomeDevice exact = server.connect(HomeServer.PHONE);
      String ping = "{\"type\":\"ping.request\"}";
      exact.sendRaw(ping + " ".repeat(100 - ping.length()));
      assertTrue(exact.next().startsWith("{\"type\":\"ping.response\""));
      exact.sendRaw(ping + " ".repeat(101 - ping.length()));
      exact.expectClose(1009, "message too large");
    }
  }

  private static void expectError(HomeServer server, String type, String message)
      throws IOException {
    HomeDevice device = server.connect(HomeServer.PHONE);
    device.send(type, "{}");
    device.expectError(message, type);
    device.expectNothingMore();
    device.peer().close();
  }

  private static void expectInvalid(HomeServer server, String type, String payload, String field)
      throws IOException {
    HomeDevice device = server.connect(HomeServer.PHONE);
    device.send(type, payload);
    device.expectError("Invalid payload: " + field, type);
    device.expectNothingMore();
    device.peer().close();
  }
}

package dev.deltawire.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.gateway.outside.Json;
import java.util.List;

/** What may be said on an authenticated socket, and what it is told (PROTOCOLS 6.2, 6.5). */
final class MessengerFramesTest {

  @OnEveryTransport
  void m08_m52_malformedFramesAndFieldsAreAnswered(String transport) throws Exception {
    try (MessengerSite site = MessengerSite.start(transport).register("alice")) {
      MessengerPeer alice = site.connect("alice");
      for (String message :
          List.of(
              "nonsense",
              "{\"payload\":{}}",
              "{\"type\":\"typing.start\"}",
              "{\"type\":\"presence.update\",\"payload\":{\"status\":\"away\"}}",
              "{\"type\":\"message.read_ack\",\"payload\":{\"message_id\":7}}")) {
        alice.sendRaw(message);
        alice.expectError("VALIDATION_ERROR");
      }
      alice.expectNothingMore();
    }
  }

  @OnEveryTransport
  void m19_m23_m53_sendingAndUnknownTypesAreNotSupported(String transport) throws Exception {
    try (MessengerSite site = MessengerSite.start(transport).register("alice", "bob")) {
      MessengerPeer alice = site.connect("alice");
      alice.send("message.send", "{\"to\":\"bob\",\"content\":{\"text\":\"hi\"}}");
      alice.expect(
          "{\"type\":\"error\",\"payload\":{\"code\":\"UNSUPPORTED_ACTION\","
              + "\"message\":\"message.send is not supported, use POST /v1/messages\"}}");
      for (String type : List.of("nonsense", "message.new", "hello.ok")) {
        alice.send(type, "{}");
        Json error = alice.payload("error");
        assertEquals("UNSUPPORTED_ACTION", error.text("code"));
        assertEquals("unknown type: " + type, error.text("message"));
      }
      site.connect("bob").expectNothingMore();
    }
  }

  @OnEveryTransport
  void x25_x26_tooManyErrorsCloseButSendingIsNone(String transport) throws Exception {
    try (MessengerSite site = MessengerSite.start(transport).register("alice")) {
      MessengerPeer alice = site.connect("alice");
      for (int i = 0; i < 20; i++) {
        alice.send("message.send", "{}");
        alice.expectError("UNSUPPORTED_ACTION");
      }
      for (int i = 0; i < 20; i++) {
        alice.send("message.read_ack", "{\"message_id\":\"msg_x\"}");
        alice.expectError("MESSAGE_NOT_FOUND");
      }
      for (int i = 0; i < 8; i++) {
        alice.send("nonsense", "{}");
        alice.expectError("UNSUPPORTED_ACTION");
      }
      alice.sendRaw("{\"type\":\"hello\",\"token\":\"x\"}");
      alice.expectClose(1008, "too many protocol errors");
    }
  }

  @OnEveryTransport
  void m09_m12_aDeliveryHasAllItsMembers(String transport) throws Exception {
    try (MessengerSite site = MessengerSite.start(transport).register("alice", "bob")) {
      MessengerPeer bob = site.connect("bob");
      Json sent =
          site.as(
              "alice",
              "POST",
              "/v1/messages",
              "{\"to\":\"bob\",\"client_msg_id\":\"c\",\"type\":\"structured\",\"content\":"
                  + "{ \"data\" : {\"n\":1.50,\"s\":\"\\u00e9\"}},\"metadata\":{\"m\":[1]}}",
              201);
      String message = bob.next();
      assertEquals(
          "{\"type\":\"message.new\",\"payload\":{\"id\":\""
              + sent.text("id")
              + "\",\"conversation_id\":\""
              + sent.text("conversation_id")
              + "\",\"sender\":\"alice\",\"client_msg_id\":\"c\",\"seq\":1,"
              + "\"type\":\"structured\",\"content\":{\"data\":{\"n\":1.50,\"s\":\"\\u00e9\"}},"
              + "\"metadata\":{\"m\":[1]},\"created_at\":\""
              + sent.text("created_at")
              + "\",\"delivery_id\":\"del_00000000000000000000000000000001\"}}",
          message);
      assertTrue(sent.text("id").matches("msg_[A-Za-z0-9_-]{16}"), "M-09");
      assertTrue(sent.text("conversation_id").matches("conv_[A-Za-z0-9_-]{16}"), "M-09");
      assertTrue(site.key("bob").matches("dw_live_[A-Za-z0-9_-]{43}"), "M-09");
      assertTrue(sent.text("created_at").matches("\\d{4}-.*T.*\\.\\d{3}Z"), "X-31");
      site.send("alice", "bob", "second");
      assertEquals(
          "{}", bob.message("second").at("metadata").toString(), "M-12: {} when there is none");
    }
  }

  @OnEveryTransport
  void m11_m15_m21_m34_presenceGoesToContacts(String transport) throws Exception {
    try (MessengerSite site = MessengerSite.start(transport).register("alice", "bob", "carol")) {
      site.send("bob", "alice", "hi");
      MessengerPeer alice = site.connect("alice");
      alice.message("hi");
      MessengerPeer carol = site.connect("carol");
      MessengerPeer bob = site.connect("bob");
      alice.expectPresence("bob", "online");
      MessengerPeer more = site.connect("bob"); // changes nothing

      bob.send("presence.update", "{\"status\":\"busy\",\"custom_message\":\"é\"}");
      alice.expect(
          "{\"type\":\"presence.update\",\"payload\":"
              + "{\"handle\":\"bob\",\"status\":\"busy\",\"custom_message\":\"é\"}}");
      bob.send("presence.update", "{\"status\":\"busy\"}"); // neither does this
      bob.send("presence.update", "{\"status\":\"online\",\"custom_message\":null}");
      alice.expect(
          "{\"type\":\"presence.update\",\"payload\":"
              + "{\"handle\":\"bob\",\"status\":\"online\",\"custom_message\":null}}");
      bob.expectNothingMore(); // none to oneself
      bob.leave();
      more.expectNothingMore();
      alice.expectNothingMore();
      more.leave();
      alice.expectPresence("bob", "offline");
      carol.expectNothingMore(); // no contact
    }
  }

  @OnEveryTransport
  void m34_anExplicitStatusEndsAndTheMessageStays(String transport) throws Exception {
    try (MessengerSite site = MessengerSite.start(transport).register("alice", "bob")) {
      site.send("bob", "alice", "hi");
      MessengerPeer bob = site.connect("bob");
      bob.send("presence.update", "{\"status\":\"busy\",\"custom_message\":\"gone\"}");
      bob.expectNothingMore();
      MessengerPeer alice = site.connect("alice");
      alice.message("hi");
      bob.expectPresence("alice", "online");
      alice.expectNothingMore(); // no snapshot
      bob.leave();
      alice.expectPresence("bob", "offline");
      site.connect("bob");
      alice.expect(
          "{\"type\":\"presence.update\",\"payload\":"
              + "{\"handle\":\"bob\",\"status\":\"online\",\"custom_message\":\"gone\"}}");
    }
  }

  @OnEveryTransport
  void m34_whoSaysOfflineAndThenGoesIsToldOfOnce(String transport) throws Exception {
    try (MessengerSite site = MessengerSite.start(transport).register("alice", "bob")) {
      String conversation = site.send("bob", "alice", "hi").text("conversation_id");
      MessengerPeer alice = site.connect("alice");
      alice.message("hi");
      MessengerPeer bob = site.connect("bob");
      alice.expectPresence("bob", "online");
      bob.send("presence.update", "{\"status\":\"offline\"}");
      alice.expectPresence("bob", "offline");
      bob.send("typing.start", "{\"conversation_id\":\"" + conversation + "\"}");
      alice.payload("typing.start");
      bob.leave();
      alice.payload("typing.stop"); // the first effect of the departure, and the only one
      site.connect("bob");
      alice.expectPresence("bob", "online");
    }
  }

  @OnEveryTransport
  void m16_m22_m36_typingGoesToTheOthers(String transport) throws Exception {
    try (MessengerSite site = MessengerSite.start(transport).register("alice", "bob", "carol")) {
      String group = site.group("alice", "bob", "carol");
      MessengerPeer alice = site.connect("alice");
      MessengerPeer bob = site.connect("bob");
      alice.expectPresence("bob", "online");
      alice.send("typing.start", "{\"conversation_id\":\"" + group + "\"}");
      bob.expect(
          "{\"type\":\"typing.start\",\"payload\":{\"conversation_id\":\""
              + group
              + "\",\"sender\":\"alice\"}}");
      alice.send("typing.stop", "{\"conversation_id\":\"" + group + "\"}");
      bob.expect(
          "{\"type\":\"typing.stop\",\"payload\":{\"conversation_id\":\""
              + group
              + "\",\"sender\":\"alice\"}}");
      alice.expectNothingMore();
      alice.send("typing.start", "{\"conversation_id\":\"conv_unknown\"}");
      alice.expectError("CONVERSATION_NOT_FOUND");

      site.register("dave");
      MessengerPeer dave = site.connect("dave");
      dave.send("typing.start", "{\"conversation_id\":\"" + group + "\"}");
      dave.expectError("CONVERSATION_NOT_FOUND");
      bob.expectNothingMore();
    }
  }

  @OnEveryTransport
  void m36_typingEndsByItselfAndWithTheLastSocket(String transport) throws Exception {
    try (MessengerSite site =
        MessengerSite.start(transport, "messenger.typingTimeout=80ms").register("alice", "bob")) {
      String conversation = site.send("alice", "bob", "hi").text("conversation_id");
      MessengerPeer bob = site.connect("bob");
      bob.message("hi");
      MessengerPeer alice = site.connect("alice");
      bob.expectPresence("alice", "online");
      alice.send("typing.start", "{\"conversation_id\":\"" + conversation + "\"}");
      bob.payload("typing.start");
      bob.payload("typing.stop");
    }
    try (MessengerSite site = MessengerSite.start(transport).register("alice", "bob")) {
      String conversation = site.send("alice", "bob", "hi").text("conversation_id");
      MessengerPeer bob = site.connect("bob");
      bob.message("hi");
      MessengerPeer alice = site.connect("alice");
      bob.expectPresence("alice", "online");
      alice.send("typing.start", "{\"conversation_id\":\"" + conversation + "\"}");
      bob.payload("typing.start");
      alice.leave();
      bob.payload("typing.stop");
      bob.expectPresence("alice", "offline");
    }
  }
}

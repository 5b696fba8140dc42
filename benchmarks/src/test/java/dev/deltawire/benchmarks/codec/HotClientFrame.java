package dev.deltawire.benchmarks.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.deltawire.codec.AgentDecoder;
import dev.deltawire.codec.AgentInbound;
import dev.deltawire.codec.HomeDecoder;
import dev.deltawire.codec.MessengerDecoder;
import dev.deltawire.codec.MessengerInbound;

/** The frames that clients send all day. */
enum HotClientFrame {
  /** H-09. */
  PING_REQUEST("ping.request", "\"id\":\"p1\",\"payload\":{}"),
  /** H-18. */
  NOTIFICATION_ACK(
      "notification.ack",
      "\"id\":\"a1\",\"payload\":{\"notificationId\":\"7a1e5c0d-93b4-4d0f-8f55-6c2d1e0b9a84\"}"),
  /** */
  PING("ping", "\"payload\":{\"timestamp\":1704067200000}"),
  /** */
  TOOL_RESULT(
      "tool_result",
      "\"payload\":{\"callId\":\"call_7f3a\",\"result\":{\"content\":[{\"type\":\"text\","
          + "\"text\":\"done\"}],\"isError\":false}}"),
  /** M-22. */
  TYPING_START("typing.start", "\"payload\":{\"conversation_id\":\"conv_9aTq3LwXz7\"}"),
  /** M-22. */
  TYPING_STOP("typing.stop", "\"payload\":{\"conversation_id\":\"conv_9aTq3LwXz7\"}"),
  /** M-20. */
  READ_ACK("message.read_ack", "\"payload\":{\"conversation_id\":\"conv_9\",\"through_seq\":7}");

  private final String type;
  private final String rest;

  HotClientFrame(String type, String rest) {
    this.type = type;
    this.rest = rest;
  }

  byte[] bytes() {
    return ("{\"type\":\"" + type + "\"," + rest + "}").getBytes(UTF_8);
  }

  /** Makes a reader as its dialect's sessions have it. */
  FrameReader open() {
    return switch (this) {
      case PING_REQUEST, NOTIFICATION_ACK -> {
        HomeDecoder home = HomeDecoder.create();
        yield bytes -> home.decodeInPlace(bytes, 0, bytes.length);
      }
      case PING, TOOL_RESULT -> {
        AgentDecoder agent = AgentDecoder.create();
        yield bytes -> {
          AgentInbound inbound = agent.decodeInPlace(bytes, 0, bytes.length);
          if (inbound instanceof AgentInbound.Answer answer && !answer.isTo("call_7f3b")) {
            answer.letGo();
          }
          return inbound;
        };
      }
      case TYPING_START, TYPING_STOP, READ_ACK -> {
        MessengerDecoder messenger = MessengerDecoder.create();
        yield bytes ->
            messenger.decodeInPlace(bytes, 0, bytes.length) instanceof MessengerInbound.Act act
                ? act.takeId()
                : null;
      }
    };
  }

  @Override
  public String toString() {
    return type;
  }
}

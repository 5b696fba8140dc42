package dev.deltawire.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.deltawire.model.agent.AgentClientFrame;
import dev.deltawire.model.agent.AgentServerFrame;
import dev.deltawire.model.home.HomeClientFrame;
import dev.deltawire.model.home.HomeServerFrame;
import java.lang.ref.WeakReference;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A ping that is answered in place is answered like one of which a record is made. */
class PingInPlaceTest {

  private static final long NOW = 1_705_312_800_123L;

  private final HomeDecoder kept = HomeDecoder.create();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\":\"p1\",\"type\":\"ping.request\",\"payload\":{}}",
        "{\"type\":\"ping.request\",\"id\" : \"\" }",
        "{\"type\":\"ping.request\"}",
        "{\"type\":\"ping.request\",\"id\":null,\"payload\":null,\"timestamp\":1}",
        "{\"type\":\"ping.request\",\"id\":\"é漢😀 \u007f\u2028/\"}",
        "{\"type\":\"ping.request\",\"id\":\"a\\u00e9\\\"\\/\"}"
      })
  void h08_h09_theIdTravelsBack(String message) {
    byte[] utf8 = message.getBytes(UTF_8);
    HomeDecoder decoder = HomeDecoder.create();
    HomeInbound.Ok ok =
        assertInstanceOf(HomeInbound.Ok.class, decoder.decode(utf8, 0, utf8.length));
    HomeClientFrame.PingRequest ping = (HomeClientFrame.PingRequest) ok.frame();
    JsonWriter expected = JsonWriter.create();
    HomeEncoder.encode(new HomeServerFrame.PingResponse(ping.id(), NOW), expected);
    HomeInbound inbound = decoder.decodeInPlace(utf8, 0, utf8.length);
    if (message.contains("\\")) {
      assertEquals(ok, inbound, "what has escapes is not answered as it came");
    } else {
      JsonWriter answer = JsonWriter.create();
      assertInstanceOf(HomeInbound.Ping.class, inbound).at(NOW).answer(answer);
      assertEquals(text(expected), text(answer));
    }
  }

  @Test
  void aDecoderKeepsNothingOfAPingThatItHasRead() throws InterruptedException {
    for (String id : List.of("plain", "with \\n an escape")) {
      WeakReference<byte[]> message = read(kept, id);
      for (int i = 0; i < 100 && message.get() != null; i++) {
        System.gc();
        Thread.sleep(i);
      }
      assertNull(message.get(), id);
    }
  }

  private static WeakReference<byte[]> read(HomeDecoder decoder, String id) {
    byte[] utf8 = ("{\"type\":\"ping.request\",\"id\":\"" + id + "\"}").getBytes(UTF_8);
    if (decoder.decodeInPlace(utf8, 0, utf8.length) instanceof HomeInbound.Ping ping) {
      ping.at(NOW).answer(JsonWriter.create());
    }
    return new WeakReference<>(utf8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"ping.request\",\"id\":1}",
        "{\"type\":\"ping.request\",\"timestamp\":\"1\"}",
        "{\"type\":\"ping.request\",\"payload\":[]}",
        "{\"type\":\"ping.requests\"}",
        "{\"type\":\"chat.message\",\"payload\":{\"content\":\"hi\"}}",
        "{\"type\":\"ping.request\""
      })
  void h44_h46_whatIsNoPingIsReadAsEver(String message) {
    byte[] utf8 = message.getBytes(UTF_8);
    HomeDecoder decoder = HomeDecoder.create();
    assertEquals(decoder.decode(utf8, 0, utf8.length), decoder.decodeInPlace(utf8, 0, utf8.length));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"ping\",\"payload\":{\"timestamp\":1704067200000}}",
        "{\"type\":\"ping\",\"payload\":{\"timestamp\": -1.50e+1 }}",
        "{\"type\":\"ping\",\"payload\":{\"timestamp\":null}}",
        "{\"type\":\"ping\",\"payload\":{}}",
        "{\"type\":\"ping\"}"
      })
  void a12_a21_theTimestampTravelsBackAsItCame(String message) {
    byte[] utf8 = message.getBytes(UTF_8);
    AgentDecoder decoder = AgentDecoder.create();
    AgentInbound.Ok ok =
        assertInstanceOf(AgentInbound.Ok.class, decoder.decode(utf8, 0, utf8.length));
    AgentClientFrame.Ping ping = (AgentClientFrame.Ping) ok.frame();
    JsonWriter expected = JsonWriter.create();
    AgentEncoder.encode(new AgentServerFrame.Pong(ping.timestamp()), expected);
    JsonWriter answer = JsonWriter.create();
    assertInstanceOf(AgentInbound.Ping.class, decoder.decodeInPlace(utf8, 0, utf8.length))
        .answer(answer);
    assertEquals(text(expected), text(answer));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"ping\",\"payload\":{\"timestamp\":\"1\"}}",
        "{\"type\":\"ping\",\"payload\":{\"timestamp\":1e999}}",
        "{\"type\":\"ping\",\"payload\":1}",
        "{\"type\":\"pong\"}"
      })
  void a51_whatIsNoPingIsReadAsEver(String message) {
    byte[] utf8 = message.getBytes(UTF_8);
    AgentDecoder decoder = AgentDecoder.create();
    assertEquals(decoder.decode(utf8, 0, utf8.length), decoder.decodeInPlace(utf8, 0, utf8.length));
  }

  private static String text(JsonWriter json) {
    return new String(json.toByteArray(), UTF_8);
  }
}

package dev.deltawire.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.codec.HomeInbound.Ok;
import dev.deltawire.model.RawJson;
import dev.deltawire.model.home.HomeClientFrame;
import dev.deltawire.model.home.HomeClientFrame.ChatMessage;
import dev.deltawire.model.home.HomeClientFrame.ChatResume;
import dev.deltawire.model.home.HomeClientFrame.NotificationAck;
import dev.deltawire.model.home.HomeClientFrame.NotificationList;
import dev.deltawire.model.home.HomeClientFrame.NotificationRead;
import dev.deltawire.model.home.HomeClientFrame.PingRequest;
import dev.deltawire.model.home.HomeClientFrame.WidgetSubscribe;
import dev.deltawire.model.home.HomeServerFrame;
import dev.deltawire.model.home.HomeServerFrame.BundleChanged;
import dev.deltawire.model.home.HomeServerFrame.ChatDelta;
import dev.deltawire.model.home.HomeServerFrame.ChatDone;
import dev.deltawire.model.home.HomeServerFrame.ChatError;
import dev.deltawire.model.home.HomeServerFrame.ChatToolCall;
import dev.deltawire.model.home.HomeServerFrame.HomeError;
import dev.deltawire.model.home.HomeServerFrame.MediaPlay;
import dev.deltawire.model.home.HomeServerFrame.NotificationPush;
import dev.deltawire.model.home.HomeServerFrame.PingResponse;
import dev.deltawire.model.home.HomeServerFrame.TabletSound;
import dev.deltawire.model.home.HomeServerFrame.WidgetData;
import dev.deltawire.model.home.MediaType;
import dev.deltawire.model.home.NotificationLevel;
import dev.deltawire.model.home.NotificationStatus;
import dev.deltawire.model.home.ToolStatus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples of PROTOCOLS 4.3, line by line, in both directions. */
final class HomeGoldenFramesTest {
  private static final UUID CONVERSATION = UUID.fromString("5f0c2a5e-8f0b-4c57-9d0e-3b1f6a7c2d10");
  private static final UUID MESSAGE = UUID.fromString("0d6c1f0a-2b52-4f9e-9f1e-0a2b3c4d5e6f");
  private static final UUID NOTIFICATION = UUID.fromString("7a1e5c0d-93b4-4d0f-8f55-6c2d1e0b9a84");
  private static final List<String> LINES = lines();

  static Stream<Arguments> fromDevices() {
    return Stream.of(
        Arguments.of("H-09", new PingRequest("p1")),
        Arguments.of("H-11", new ChatMessage("What's the weather like?", CONVERSATION)),
        Arguments.of("H-12", new ChatResume(CONVERSATION, 9)),
        Arguments.of("H-18", new NotificationAck(NOTIFICATION)),
        Arguments.of("H-19", new NotificationRead(NOTIFICATION)),
        Arguments.of("H-20", new NotificationList(NotificationStatus.PENDING)),
        Arguments.of("H-22", new WidgetSubscribe(List.of("prayer-times", "weather"))));
  }

  static Stream<Arguments> fromTheHub() {
    String media = "c3b1a2d4-0f6e-4a5b-8c7d-9e0f1a2b3c4d";
    RawJson prayer =
        JsonText.parse(
                "{\"nextPrayer\":\"Asr\",\"nextPrayerTime\":\"15:42\",\"remaining\":\"1h 12m\"}")
            .orElseThrow();
    return Stream.of(
        Arguments.of("H-10", new PingResponse("p1", 1705312800000L)),
        Arguments.of("H-13", new ChatDelta(CONVERSATION, "Based on ")),
        Arguments.of("H-14", new ChatDone(CONVERSATION, MESSAGE)),
        Arguments.of(
            "H-15", new ChatToolCall(CONVERSATION, "capture_camera", ToolStatus.EXECUTING)),
        Arguments.of("H-16", new ChatError(CONVERSATION, "The engine is not responding")),
        Arguments.of(
            "H-17",
            new NotificationPush(
                NOTIFICATION,
                "Camera Alert",
                "Motion detected in backyard",
                NotificationLevel.WARNING,
                "CAMERA_ALERT",
                RawJson.EMPTY_OBJECT)),
        Arguments.of(
            "H-21",
            new MediaPlay(media, "/api/media/" + media, "Movie.mp4", MediaType.VIDEO, 1234.5)),
        Arguments.of("H-23", new WidgetData("prayer-times", prayer)),
        Arguments.of("H-24", new BundleChanged("prayer-times", 2)),
        Arguments.of(
            "H-25",
            new TabletSound("prayer-times", "/api/plugins/prayer-times/assets/adhan.mp3", 90_000L)),
        Arguments.of("H-26", new HomeError("No handler for domain: unknown", "unknown.something")),
        Arguments.of("H-26", new HomeError("Invalid message format", null)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("fromDevices")
  void decodesTheExample(String row, HomeClientFrame frame) {
    byte[] json = examples(row).get(0).getBytes(UTF_8);
    assertEquals(new Ok(frame), HomeDecoder.create().decode(json, 0, json.length));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("fromTheHub")
  void encodesTheExample(String row, HomeServerFrame frame) {
    String json = encode(frame);
    assertTrue(examples(row).contains(json), json);
    assertTrue(JsonText.parse(json).isPresent());
  }

  @Test
  void everyExampleIsCovered() {
    List<String> rows =
        Stream.concat(fromDevices(), fromTheHub()).map(a -> (String) a.get()[0]).sorted().toList();
    assertEquals(LINES.stream().map(line -> line.substring(0, 4)).toList(), rows);
    assertEquals(
        2,
        fromTheHub()
            .filter(a -> a.get()[0].equals("H-26"))
            .map(a -> a.get()[1])
            .distinct()
            .count());
  }

  @Test
  void h13_theDeltaTemplateWritesTheSameBytes() {
    byte[] text = "Based on ".getBytes(UTF_8);
    DeltaTemplate template = HomeEncoder.delta(CONVERSATION);
    ByteBuffer frame = ByteBuffer.allocate(template.size(text.length, 9));
    template.put(frame, text, 0, text.length, 9);

    assertEquals(examples("H-13"), List.of(new String(frame.array(), UTF_8)));
  }

  @Test
  void h08_h16_h17_h21_h25_absentFieldsAreLeftOut() {
    assertEquals(
        "{\"type\":\"ping.response\",\"payload\":{\"time\":5}}", encode(new PingResponse(null, 5)));
    assertEquals(
        "{\"type\":\"chat.error\",\"payload\":{\"error\":\"e\"}}",
        encode(new ChatError(null, "e")));
    assertEquals(
        "{\"type\":\"media.play\",\"payload\":"
            + "{\"mediaId\":\"m\",\"url\":\"u\",\"title\":\"t\",\"type\":\"audio\"}}",
        encode(new MediaPlay("m", "u", "t", MediaType.AUDIO, null)));
    assertEquals(
        "{\"type\":\"plugin.tablet.sound\",\"payload\":{\"slug\":\"s\",\"url\":\"u\"}}",
        encode(new TabletSound("s", "u", null)));
    assertTrue(
        encode(
                new NotificationPush(
                    MESSAGE, "t", "", NotificationLevel.INFO, null, RawJson.EMPTY_OBJECT))
            .endsWith("\"title\":\"t\",\"body\":\"\",\"level\":\"info\",\"data\":{}}}"));
  }

  @Test
  void h30_anEmptyDeltaTellsTheId() {
    assertEquals(
        "{\"type\":\"chat.delta\",\"payload\":{\"conversationId\":\""
            + CONVERSATION
            + "\",\"content\":\"\",\"role\":\"assistant\"}}",
        encode(new ChatDelta(CONVERSATION, "")));
  }

  @Test
  void framesAreAppendedToWhatTheWriterHolds() {
    JsonWriter writer = JsonWriter.create();
    HomeEncoder.encode(new HomeError("a", null), writer);
    HomeEncoder.encode(new HomeError("b", null), writer);

    assertEquals(
        encode(new HomeError("a", null)) + encode(new HomeError("b", null)),
        new String(writer.toByteArray(), UTF_8));
  }

  private static String encode(HomeServerFrame frame) {
    JsonWriter writer = JsonWriter.create();
    HomeEncoder.encode(frame, writer);
    return new String(writer.toByteArray(), UTF_8);
  }

  private static List<String> examples(String row) {
    return LINES.stream().filter(l -> l.startsWith(row)).map(l -> l.substring(5)).toList();
  }

  private static List<String> lines() {
    try (InputStream in = HomeGoldenFramesTest.class.getResourceAsStream("home-frames.txt")) {
      return new String(in.readAllBytes(), UTF_8).lines().toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}

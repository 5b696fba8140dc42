package dev.deltawire.model.home;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.model.JsonLimits;
import dev.deltawire.model.RawJson;
import dev.deltawire.model.home.HomeClientFrame.ChatMessage;
import dev.deltawire.model.home.HomeClientFrame.ChatResume;
import dev.deltawire.model.home.HomeClientFrame.PingRequest;
import dev.deltawire.model.home.HomeClientFrame.WidgetSubscribe;
import dev.deltawire.model.home.HomeServerFrame.BundleChanged;
import dev.deltawire.model.home.HomeServerFrame.ChatError;
import dev.deltawire.model.home.HomeServerFrame.MediaPlay;
import dev.deltawire.model.home.HomeServerFrame.NotificationPush;
import dev.deltawire.model.home.HomeServerFrame.PingResponse;
import dev.deltawire.model.home.HomeServerFrame.TabletSound;
import dev.deltawire.model.home.HomeServerFrame.WidgetData;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HomeFramesTest {
  private static final UUID ID = new UUID(1, 2);
  private static final String EMOJI = "😀";

  @Test
  void h07_idsHaveAtMost128CodePoints() {
    assertDoesNotThrow(() -> new PingRequest(EMOJI.repeat(128)));
    assertDoesNotThrow(() -> new PingRequest(null));
    refused("id", () -> new PingRequest("i".repeat(129)));
    refused("id", () -> new PingResponse(EMOJI.repeat(129), 0));
  }

  @Test
  void h11_contentIsCountedInUtf8Bytes() {
    assertDoesNotThrow(() -> new ChatMessage(EMOJI.repeat(16_384), null));
    refused("content", () -> new ChatMessage(EMOJI.repeat(16_384) + "x", null));
    refused("content", () -> new ChatMessage("", ID));
    refused("content", () -> new ChatMessage(" \t\r\n", ID));
  }

  @Test
  void h12_offsetsAreIntegersFromZeroOn() {
    assertDoesNotThrow(() -> new ChatResume(ID, JsonLimits.MAX_INTEGER));
    refused("offset", () -> new ChatResume(ID, -1));
    refused("offset", () -> new ChatResume(ID, JsonLimits.MAX_INTEGER + 1));
    assertThrows(NullPointerException.class, () -> new ChatResume(null, 0));
  }

  @Test
  void h16_onlyTheIdOfAChatErrorMayBeMissing() {
    assertDoesNotThrow(() -> new ChatError(null, "Conversation not found"));
    assertThrows(NullPointerException.class, () -> new ChatError(ID, null));
  }

  @Test
  void h17_notificationsKeepTheirLengths() {
    assertDoesNotThrow(() -> push(EMOJI.repeat(256), EMOJI.repeat(4096), EMOJI.repeat(64), 16_384));
    assertDoesNotThrow(() -> push("t", "", null, 2));
    refused("title", () -> push("", "", null, 2));
    refused("title", () -> push("t".repeat(257), "", null, 2));
    refused("body", () -> push("t", "b".repeat(4097), null, 2));
    refused("category", () -> push("t", "b", "c".repeat(65), 2));
    refused("data", () -> push("t", "b", null, 16_385));
  }

  @Test
  void h17_h23_dataIsAnObject() {
    RawJson array = RawJson.ofValidated(new byte[] {'[', ']'});
    refused("data", () -> new NotificationPush(ID, "t", "", NotificationLevel.INFO, null, array));
    refused("data", () -> new WidgetData("weather", array));
    assertDoesNotThrow(() -> new WidgetData("weather", object(65_536)));
    refused("data", () -> new WidgetData("weather", object(65_537)));
  }

  @Test
  void h21_mediaKeepItsLengthsAndPosition() {
    assertDoesNotThrow(() -> media(128, 2048, 512, 0.0));
    assertDoesNotThrow(() -> media(0, 0, 0, null));
    refused("mediaId", () -> media(129, 1, 1, null));
    refused("url", () -> media(1, 2049, 1, null));
    refused("title", () -> media(1, 1, 513, null));
    refused("position", () -> media(1, 1, 1, -0.5));
    refused("position", () -> media(1, 1, 1, Double.NaN));
    refused("position", () -> media(1, 1, 1, Double.POSITIVE_INFINITY));
  }

  @Test
  void h22_oneTo64Slugs() {
    assertDoesNotThrow(() -> new WidgetSubscribe(Collections.nCopies(64, "weather")));
    refused("slugs", () -> new WidgetSubscribe(Collections.nCopies(65, "weather")));
    refused("slugs", () -> new WidgetSubscribe(List.of()));
    refused("slug", () -> new WidgetSubscribe(List.of("weather", "We")));
  }

  @Test
  void h22_aSubscriptionDoesNotChangeWithItsSource() {
    List<String> source = new ArrayList<>(List.of("weather"));
    WidgetSubscribe subscribe = new WidgetSubscribe(source);
    source.add("prayer-times");

    assertEquals(List.of("weather"), subscribe.slugs());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "0", "prayer-times", "a-b-c", "1-2"})
  void h22_isASlug(String slug) {
    assertTrue(HomeLimits.isSlug(slug));
    assertTrue(slug.matches("^[a-z0-9]+(-[a-z0-9]+)*$"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", "-a", "a-", "a--b", "A", "a_b", "a b", "é", "a\n"})
  void h22_isNoSlug(String slug) {
    assertEquals(false, HomeLimits.isSlug(slug));
  }

  @Test
  void h22_slugsHaveAtMost64Characters() {
    assertTrue(HomeLimits.isSlug("s".repeat(64)));
    assertEquals(false, HomeLimits.isSlug("s".repeat(65)));
  }

  @Test
  void h24_h25_numbersStayIntegersOfTheWire() {
    refused("v", () -> new BundleChanged("weather", JsonLimits.MAX_INTEGER + 1));
    refused("durationMs", () -> new TabletSound("weather", "/a.mp3", -1L));
    assertDoesNotThrow(() -> new TabletSound("weather", "/a.mp3", null));
  }

  @Test
  void enumsHaveTheNamesOfTheirRows() {
    assertEquals(Optional.of(NotificationLevel.CRITICAL), NotificationLevel.ofWireName("critical"));
    assertEquals(
        Optional.of(NotificationStatus.DELIVERED), NotificationStatus.ofWireName("delivered"));
    assertEquals("executing", ToolStatus.EXECUTING.wireName());
    assertEquals(Optional.of(MediaType.IMAGE), MediaType.ofWireName("image"));
    assertEquals(Optional.empty(), MediaType.ofWireName("IMAGE"));
    assertEquals(Optional.empty(), ToolStatus.ofWireName("started"));
  }

  private static NotificationPush push(String title, String body, String category, int dataBytes) {
    return new NotificationPush(
        ID, title, body, NotificationLevel.INFO, category, object(dataBytes));
  }

  private static MediaPlay media(int id, int url, int title, Double position) {
    return new MediaPlay(
        EMOJI.repeat(id), EMOJI.repeat(url), EMOJI.repeat(title), MediaType.VIDEO, position);
  }

  private static RawJson object(int bytes) {
    String text = "{" + " ".repeat(bytes - 2) + "}";
    return RawJson.ofValidated(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void refused(String field, Executable construction) {
    IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, construction);
    assertTrue(refusal.getMessage().contains(field), refusal::getMessage);
  }
}

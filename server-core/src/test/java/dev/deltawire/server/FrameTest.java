package dev.deltawire.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 125, 126, 127, 128, 65_535, 65_536, 65_537, 131_072, 131_073, 300_000})
  void aFrameTellsItsMessageAtEveryLengthOfItsHeader(int length) {
    String message = "é".repeat(length / 2) + "x".repeat(length % 2);
    Frame frame = Frame.text(message);
    assertEquals(message, frame.message());
    assertEquals(List.of(message), ServerFrames.of(frame.bytes(null)).messages());
  }

  @Test
  @DisplayName("X-33: a message of 65,536 bytes is one frame, a longer one is fragments of so many")
  void onlyALongMessageIsFragmented() {
    assertEquals(List.of(65_535), lengths(65_535));
    assertEquals(List.of(65_536), lengths(65_536));
    assertEquals(List.of(65_536, 1), lengths(65_537));
    assertEquals(List.of(65_536, 65_536), lengths(131_072));
    assertEquals(List.of(65_536, 65_536, 18), lengths(131_090));
  }

  private static List<Integer> lengths(int length) {
    ServerFrames frames = ServerFrames.of(Frame.text("x".repeat(length)).bytes(null));
    assertEquals(0, frames.incompleteBytes());
    return frames.all().stream().map(frame -> frame.data().remaining()).toList();
  }
}

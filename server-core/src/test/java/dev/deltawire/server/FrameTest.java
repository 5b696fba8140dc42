package dev.deltawire.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 125, 126, 127, 128, 65_535, 65_536, 70_000})
  void aFrameTellsItsMessageAtEveryLengthOfItsHeader(int length) {
    String message = "é".repeat(length / 2) + "x".repeat(length % 2);
    Frame frame = Frame.text(message);
    assertEquals(message, frame.message());
    assertEquals(FrameHeader.size(length) + length, frame.size());
  }
}

package dev.deltawire.gateway.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

final class TranscriptTest {

  private final StringWriter text = new StringWriter();

  private Transcript transcript(boolean colour) {
    return Transcript.to(new PrintWriter(text), colour, () -> 1_500_000_000L);
  }

  @Test
  void framesAreLabelledTimedAndAligned() {
    Transcript transcript = transcript(false);
    transcript.sent("phone", "{\"a\":1}");
    transcript.received("tv", "{\"b\":2}");
    transcript.event("tv", "connected");
    assertEquals(
        """
           0.000s  phone  → {"a":1}
           0.000s  tv     ← {"b":2}
           0.000s  tv       (connected)
        """,
        text.toString().replace(System.lineSeparator(), "\n"));
  }

  @Test
  void longIdsAndLongFramesAreShortened() {
    Transcript transcript = transcript(false);
    transcript.sent("phone", "\"5f0c2a5e-8f0b-4c57-9d0e-3b1f6a7c2d10\"" + "x".repeat(500));
    assertTrue(text.toString().contains("\"5f0c2a5e…\"xxx"), text::toString);
    assertTrue(text.toString().length() < 200, text::toString);
  }

  @Test
  void itConcludesWellOnlyIfEverythingHeld() {
    Transcript good = transcript(false);
    assertFalse(good.conclude());
    good.expect("one", true, "");
    assertTrue(good.conclude());
    good.expect("two", false, "something else");
    assertFalse(good.conclude());
    assertTrue(text.toString().contains("✘ two, but: something else"), text::toString);
    assertTrue(text.toString().contains("1 of 2 expectations did not hold"), text::toString);
  }

  @Test
  void colourIsOnlyWhereItIsWanted() {
    transcript(false).expect("x", true, "");
    assertFalse(text.toString().contains("\u001B"));
    transcript(true).expect("x", true, "");
    assertTrue(text.toString().contains("\u001B[32m"));
  }
}

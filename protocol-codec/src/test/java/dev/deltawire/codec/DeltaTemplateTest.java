package dev.deltawire.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DeltaTemplateTest {
  private static final byte[] TEXT = "Systematic short".getBytes(UTF_8);

  private final DeltaTemplate plain = DeltaTemplate.of(bytes("{\"t\":\""), bytes("\"}"));
  private final DeltaTemplate chat =
      DeltaTemplate.withEndOffset(
          bytes(
              "{\"method\":\"events.messageDelta\",\"params\":"
                  + "{\"id\":\"a1b2c3d4-0000-4000-8000-000000000001\",\"delta\":\""),
          bytes("\",\"offset\":"),
          bytes("}}"));

  @Test
  @DisplayName("C-18: the delta carries the length of the content after appending")
  void c18_endOffset() {
    assertEquals(
        "{\"method\":\"events.messageDelta\",\"params\":"
            + "{\"id\":\"a1b2c3d4-0000-4000-8000-000000000001\","
            + "\"delta\":\"Systematic short\",\"offset\":16}}",
        frame(chat, 0, TEXT.length, 16, false));
  }

  @Test
  void withoutASlotTheOffsetIsIgnored() {
    assertEquals("{\"t\":\"short\"}", frame(plain, 11, 16, 99, false));
    assertEquals("{\"t\":\"\"}", frame(plain, 3, 3, 99, true));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 9, 10, 99, 100, 4_194_304, Integer.MAX_VALUE, Long.MAX_VALUE})
  void sizeIsExactInHeapAndDirectBuffers(long offset) {
    String expected = frame(chat, 0, 4, offset, false);

    assertEquals("," + "\"offset\":" + offset + "}}", expected.substring(expected.indexOf(",\"o")));
    assertEquals(expected, frame(chat, 0, 4, offset, true));
  }

  @Test
  void aBufferTooSmallIsRefused() {
    ByteBuffer small = ByteBuffer.allocate(plain.size(TEXT.length, 0) - 1);
    assertThrows(IndexOutOfBoundsException.class, () -> plain.put(small, TEXT, 0, TEXT.length, 0));
  }

  @Test
  void whateverRoomIsBehindTheFrameIsTheSame() {
    String text = "seventy bytes of text, which is more than is copied a word at a time..";
    for (int length = 0; length <= text.length(); length++) {
      String expected = "{\"t\":\"" + text.substring(0, length) + "\"}";
      for (int behind = 0; behind <= FramePart.SHORT + 1; behind++) {
        ByteBuffer dst = ByteBuffer.allocateDirect(expected.length() + behind);
        plain.put(dst, bytes(text), 0, length, 0);
        assertEquals(expected, UTF_8.decode(dst.flip()).toString());
      }
    }
  }

  @Test
  void laterChangesOfTheGivenPartsDoNotReachIt() {
    byte[] suffix = bytes("]");
    DeltaTemplate template = DeltaTemplate.of(bytes("["), suffix);
    suffix[0] = 'x';

    assertEquals("[Syst]", frame(template, 0, 4, 0, false));
  }

  private static String frame(
      DeltaTemplate template, int from, int to, long offset, boolean direct) {
    int size = template.size(to - from, offset);
    ByteBuffer dst = direct ? ByteBuffer.allocateDirect(size + 3) : ByteBuffer.allocate(size + 3);
    dst.position(3);
    template.put(dst, TEXT, from, to, offset);
    assertEquals(0, dst.remaining());
    byte[] payload = new byte[size];
    dst.get(3, payload);
    return new String(payload, UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}

package dev.deltawire.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

final class RawJsonTest {
  private final RawJson json = RawJson.ofValidated("{\"a\":1.0}".getBytes(UTF_8));

  @Test
  void x32_givesBackTheVeryBytes() {
    byte[] dst = new byte[12];
    assertEquals(11, json.writeTo(dst, 2));
    ByteBuffer buffer = ByteBuffer.allocateDirect(9);
    json.writeTo(buffer);

    assertEquals("\0\0{\"a\":1.0}\0", new String(dst, UTF_8));
    assertFalse(buffer.hasRemaining());
    assertEquals('}', buffer.get(8));
    assertEquals("{\"a\":1.0}", json.toString());
    assertEquals(9, json.size());
  }

  @Test
  void changesOfTheSourceOrOfACopyDoNotReachIt() {
    byte[] source = {'[', '1', ']'};
    RawJson array = RawJson.ofValidated(source);
    source[1] = '2';
    array.toByteArray()[1] = '3';

    assertArrayEquals(new byte[] {'[', '1', ']'}, array.toByteArray());
  }

  @Test
  void isEqualByContent() {
    RawJson slice = RawJson.ofValidated("x{\"a\":1.0}y".getBytes(UTF_8), 1, 10);

    assertEquals(json, slice);
    assertEquals(json.hashCode(), slice.hashCode());
    assertNotEquals(json, RawJson.EMPTY_OBJECT);
  }

  @Test
  void knowsObjectsAndArrays() {
    assertTrue(RawJson.EMPTY_OBJECT.isObject());
    assertFalse(RawJson.EMPTY_OBJECT.isArray());
    assertTrue(RawJson.ofValidated(new byte[] {'[', ']'}).isArray());
  }

  @Test
  void refusesAnEmptyText() {
    assertThrows(IllegalArgumentException.class, () -> RawJson.ofValidated(new byte[0]));
  }
}

package dev.deltawire.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.model.home.NotificationLevel;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

final class PayloadFieldsTest {
  private static final NotificationLevel[] LEVELS = NotificationLevel.values();

  private final PayloadFields fields =
      read(
          "{\"text\":\"a\\ud83d\\ude00\",\"null\":null,\"yes\":true,\"no\":false,\"int\":3e0,"
              + "\"half\":0.5,\"huge\":1e999,\"object\":{\"a\": [1]},\"array\":[ ],\"level\":\"info\","
              + "\"uuid\":\"5F0C2A5E-8f0b-4c57-9d0e-3b1f6a7c2d10\",\"words\":[\"a\" , \"\\\"\"]}");

  @Test
  void kinds() {
    assertTrue(fields.isString("text"));
    assertTrue(fields.isObject("object"));
    assertTrue(fields.isNumberOrAbsent("half"));
    assertFalse(fields.isNumberOrAbsent("text"));
    assertTrue(fields.isAbsent("nothing"));
  }

  @Test
  void x28_nullEqualsAbsence() {
    assertTrue(fields.isAbsent("null"));
    assertNull(fields.optionalString("null", 1, 1));
    assertNull(fields.optionalStringOfBytes("null", 1, 1));
    assertNull(fields.optionalUuid("null"));
    assertNull(fields.optionalStrings("null", 1));
    assertEquals(Optional.empty(), fields.optionalBool("null"));
    assertEquals(Optional.empty(), fields.optionalConstant("null", LEVELS));
    assertEquals(Optional.empty(), fields.optionalJson("null"));
    assertEquals(OptionalLong.empty(), fields.optionalInteger("null", 0, 1));
    assertEquals(OptionalDouble.empty(), fields.optionalNumber("null"));
    refused("null", () -> fields.string("null", 0, 9));
    refused("null", () -> fields.json("null"));
    refused("null", () -> fields.bool("null"));
  }

  @Test
  void stringsAreBoundedInCodePointsOrInBytes() {
    assertEquals("a😀", fields.string("text", 2, 2));
    assertEquals("a😀", fields.stringOfBytes("text", 5, 5));
    refused("text", () -> fields.string("text", 3, 9));
    refused("text", () -> fields.string("text", 0, 1));
    refused("text", () -> fields.stringOfBytes("text", 0, 4));
    refused("int", () -> fields.optionalString("int", 0, 9));
  }

  @Test
  void x29_integersWithinBounds() {
    assertEquals(3, fields.integer("int", 3, 3));
    refused("int", () -> fields.integer("int", 4, 9));
    refused("int", () -> fields.integer("int", 0, 2));
    refused("half", () -> fields.optionalInteger("half", 0, 9));
    refused("text", () -> fields.optionalInteger("text", 0, 9));
    assertEquals(7, fields.integerOr("nothing", 7));
  }

  @Test
  void numbersAndBooleans() {
    assertEquals(OptionalDouble.of(0.5), fields.optionalNumber("half"));
    refused("huge", () -> fields.optionalNumber("huge"));
    refused("yes", () -> fields.optionalNumber("yes"));
    assertTrue(fields.bool("yes"));
    assertEquals(Optional.of(false), fields.optionalBool("no"));
    refused("int", () -> fields.bool("int"));
  }

  @Test
  void x32_jsonIsTakenVerbatim() {
    assertEquals("{\"a\": [1]}", fields.object("object", 10).toString());
    assertEquals("[ ]", fields.array("array", 3).toString());
    assertEquals("1e999", fields.json("huge").toString());
    refused("object", () -> fields.object("object", 9));
    refused("array", () -> fields.optionalObject("array", 99));
    refused("object", () -> fields.array("object", 99));
    refused("array", () -> fields.array("array", 2));
  }

  @Test
  void constantsUuidsAndLists() {
    assertEquals(NotificationLevel.INFO, fields.constant("level", LEVELS));
    refused("text", () -> fields.optionalConstant("text", LEVELS));
    refused("nothing", () -> fields.constant("nothing", LEVELS));
    assertEquals(UUID.fromString("5f0c2a5e-8f0b-4c57-9d0e-3b1f6a7c2d10"), fields.uuid("uuid"));
    refused("text", () -> fields.uuid("text"));
    assertEquals(List.of("a", "\""), fields.strings("words", 2));
    assertEquals(List.of(), fields.optionalStrings("array", 0));
    refused("words", () -> fields.strings("words", 1));
    refused("nothing", () -> fields.strings("nothing", 1));
  }

  private static PayloadFields read(String json) {
    byte[] text = json.getBytes(UTF_8);
    JsonScanner scanner = JsonScanner.create();
    assertTrue(scanner.scan(text, 0, text.length));
    PayloadFields fields = new PayloadFields(scanner.envelope());
    fields.start(text);
    return fields;
  }

  private static void refused(String field, Executable read) {
    assertEquals(field, assertThrows(InvalidField.class, read).field());
  }
}

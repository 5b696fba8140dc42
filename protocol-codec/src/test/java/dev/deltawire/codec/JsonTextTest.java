package dev.deltawire.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.deltawire.model.RawJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JsonTextTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\0',
      delimiter = '|',
      value = {
        "{ \"a\" : [ 1 , 2.0e1 ] }|{\"a\":[1,2.0e1]}",
        "{\"a b\": \" c \\\" d \"}|{\"a b\":\" c \\\" d \"}",
        "[\"\\\\\" , \"\\\\\\\" \" ]|[\"\\\\\",\"\\\\\\\" \"]",
        "[ ]|[]",
        "\" x \"|\" x \""
      })
  void x33_blanksBetweenTokensAreDropped(String spaced, String compact) {
    assertEquals(compact, JsonText.compact(JsonText.parse(spaced).orElseThrow()).toString());
  }

  @Test
  void x33_allFourBlanksAndNothingElse() {
    RawJson spaced = JsonText.parse("{\t\"\u00a0é😀\"\r\n: \"\u2028\" }").orElseThrow();
    assertEquals("{\"\u00a0é😀\":\"\u2028\"}", JsonText.compact(spaced).toString());
  }

  @Test
  void x32_whatIsCompactStaysItself() {
    RawJson compact = JsonText.parse("{\"b\":1,\"a\":[1.50,\"\\u0061\"]}").orElseThrow();
    assertSame(compact, JsonText.compact(compact));
  }
}

package dev.deltawire.benchmarks.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** All subjects say the same, or comparing them means nothing. */
final class DeltaSubjectTest {

  private final ObjectMapper json = new ObjectMapper();

  @ParameterizedTest
  @EnumSource
  void h13_c18_everySubjectWritesTheSameTokens(DeltaSubject subject) throws IOException {
    for (DeltaShape shape : DeltaShape.values()) {
      assertSays(shape, Texts.tokens(), subject);
    }
  }

  @ParameterizedTest
  @EnumSource
  void everySubjectWritesTheSameLongTexts(LongText text) throws IOException {
    for (DeltaSubject subject : DeltaSubject.values()) {
      assertSays(DeltaShape.CHAT_DELTA, text.texts(), subject);
    }
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.MATCH_ANY,
      names = {"DELTAWIRE.*", "JACKSON.*", ".*_RAW"})
  void x33_thoseThatKeepOurOrderWriteTheSameBytes(DeltaSubject subject) throws IOException {
    Texts tokens = Texts.tokens();
    DeltaWriter writer = subject.open(DeltaShape.MESSAGE_DELTA, tokens);
    DeltaWriter floor = DeltaSubject.FLOOR.open(DeltaShape.MESSAGE_DELTA, tokens);
    for (int n = 0; n < tokens.count(); n++) {
      if (!subject.name().startsWith("JSONITER")
          || tokens.utf8(n).length == tokens.text(n).length()) {
        assertEquals(text(floor, n), text(writer, n));
      }
    }
  }

  private void assertSays(DeltaShape shape, Texts texts, DeltaSubject subject) throws IOException {
    DeltaWriter writer = subject.open(shape, texts);
    for (int n = 0; n < texts.count(); n++) {
      JsonNode message = json.readTree(text(writer, n));
      assertEquals(shape.kind, message.path(shape.kindName).textValue(), subject::name);
      JsonNode body = message.path(shape.bodyName);
      assertEquals(2, message.size());
      assertEquals(3, body.size());
      assertEquals(DeltaShape.ID_TEXT, body.path(shape.idName).textValue());
      assertEquals(texts.text(n), body.path(shape.textName).textValue(), subject::name);
      String last = shape.hasOffset() ? Long.toString(texts.offset(n)) : DeltaShape.ROLE;
      assertEquals(last, body.path(shape.lastName).asText());
    }
  }

  private static String text(DeltaWriter writer, int n) throws IOException {
    int length = writer.write(n);
    return new String(writer.destination(), 0, length, UTF_8);
  }
}

package dev.deltawire.benchmarks.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.deltawire.benchmarks.HomeDelta;
import dev.deltawire.benchmarks.TokenCorpus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** All subjects say the same, or comparing them means nothing. */
final class DeltaSubjectTest {

  private final JsonFactory json = new JsonFactory();

  @ParameterizedTest
  @EnumSource
  void h13_everySubjectWritesTheSameChatDelta(DeltaSubject subject) throws IOException {
    DeltaWriter writer = subject.open();
    for (int token = 0; token < TokenCorpus.SIZE; token++) {
      int length = writer.write(token);
      assertEquals(expected(token), parse(writer.destination(), length), () -> subject.name());
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = "JSONITER.*")
  void x33_allButJsoniterWriteTheSameBytes(DeltaSubject subject) throws IOException {
    DeltaWriter writer = subject.open();
    DeltaWriter floor = DeltaSubject.COPY.open();
    for (int token = 0; token < TokenCorpus.SIZE; token++) {
      int length = writer.write(token);
      assertEquals(
          new String(floor.destination(), 0, floor.write(token), UTF_8),
          new String(writer.destination(), 0, length, UTF_8));
    }
  }

  private static List<String> expected(int token) {
    return List.of(
        "{",
        "type:",
        "chat.delta",
        "payload:",
        "{",
        "conversationId:",
        HomeDelta.CONVERSATION.toString(),
        "content:",
        DeltaWriter.TOKENS.text(token),
        "role:",
        "assistant",
        "}",
        "}");
  }

  private List<String> parse(byte[] bytes, int length) throws IOException {
    List<String> parts = new ArrayList<>();
    try (JsonParser parser = json.createParser(bytes, 0, length)) {
      for (JsonToken next = parser.nextToken(); next != null; next = parser.nextToken()) {
        parts.add(parser.getText() + (next == JsonToken.FIELD_NAME ? ":" : ""));
      }
    }
    return parts;
  }
}

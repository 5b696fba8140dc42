package dev.deltawire.peers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whichever library encodes a token, the bytes are the same. */
class DeltasTest {

  private static final List<String> CORPUS =
      new ArrayList<>(Collections.nCopies(Deltas.CORPUS_SIZE, " word"));

  static {
    CORPUS.set(1, "\\\"\\\\\\n\\t");
    CORPUS.set(2, "über 漢字 \uD83D\uDE80 \u2028");
    CORPUS.set(3, "");
  }

  private final Deltas deltas = new Deltas(CORPUS);

  @Test
  void theMessageIsTheContracts() {
    assertEquals(
        "{\"type\":\"chat.delta\",\"payload\":{\"conversationId\":"
            + "\"5f0c2a5e-8f0b-4c57-9d0e-0000000000ff\",\"content\":\"\\\"\\\\\\n\\t\","
            + "\"role\":\"assistant\"}}",
        deltas.text(255, 4096 + 1));
  }

  @Test
  void aReadyMessageIsTheOneThatIsMadeOnTheWay() {
    for (int token = 0; token < 4; token++) {
      assertEquals(
          deltas.text(1, token).replace("000000000001", "000000000000"), deltas.text(0, token));
      assertEquals(deltas.text(0, token), new String(deltas.utf8(0, token), UTF_8));
    }
  }

  @Test
  void theRawTextIsUnescaped() {
    assertEquals("\"\\\n\t", deltas.raw(1));
  }

  @Test
  void jacksonAndJsonpWriteTheSame() throws IOException {
    JacksonPayloads jackson = new JacksonPayloads(deltas);
    JsonpTexts jsonp = new JsonpTexts(deltas);
    for (int token = 0; token < 4; token++) {
      ByteBuf written = Unpooled.buffer();
      jackson.write(7, token, written);
      assertEquals(deltas.text(7, token), written.toString(UTF_8));
      assertEquals(deltas.text(7, token), jsonp.text(7, token));
    }
  }

  @Test
  void anEscapeThatTheContractHasNotIsRefused() {
    List<String> corpus = new ArrayList<>(CORPUS);
    corpus.set(4, "\\u0041");
    assertThrows(IllegalArgumentException.class, () -> new Deltas(corpus));
  }

  @Test
  void aCorpusOfAnotherSizeIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Deltas(List.of("word")));
  }
}

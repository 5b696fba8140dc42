package dev.deltawire.benchmarks.peers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.deltawire.benchmarks.TokenCorpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorpusFileTest {

  @TempDir Path directory;

  @Test
  void whatIsReadIsTheCorpus() throws IOException {
    Path file = directory.resolve("corpus.txt");
    CorpusFile.write(file);
    assertEquals(TokenCorpus.SIZE, Files.readString(file, UTF_8).lines().count());
    List<String> tokens = CorpusFile.read(file);
    for (int token = 0; token < TokenCorpus.SIZE; token++) {
      assertEquals(TokenCorpus.standard().text(token), tokens.get(token));
    }
  }

  @Test
  void anotherNumberOfLinesIsRefused() throws IOException {
    Path file = Files.writeString(directory.resolve("short.txt"), "one\ntwo\n");
    assertThrows(IOException.class, () -> CorpusFile.read(file));
  }
}

package dev.deltawire.benchmarks.peers;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.deltawire.benchmarks.HomeDelta;
import dev.deltawire.benchmarks.TokenCorpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** The tokens of {@link TokenCorpus} as every server and the load client read them: escaped. */
final class CorpusFile {

  private CorpusFile() {}

  static void write(Path file) throws IOException {
    TokenCorpus corpus = TokenCorpus.standard();
    Files.write(
        file,
        IntStream.range(0, TokenCorpus.SIZE)
            .mapToObj(corpus::text)
            .map(HomeDelta::escaped)
            .toList(),
        UTF_8);
  }

  /** The tokens of a file, unescaped. */
  static List<String> read(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file, UTF_8);
    if (lines.size() != TokenCorpus.SIZE) {
      throw new IOException(file + " has " + lines.size() + " lines, not " + TokenCorpus.SIZE);
    }
    return lines.stream().map(CorpusFile::unescaped).toList();
  }

  private static String unescaped(String line) {
    StringBuilder text = new StringBuilder(line.length());
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      text.append(c == '\\' ? escape(line.charAt(++i)) : c);
    }
    return text.toString();
  }

  private static char escape(char c) {
    return switch (c) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case '"', '\\' -> c;
      default -> throw new IllegalArgumentException("no such escape: \\" + c);
    };
  }
}

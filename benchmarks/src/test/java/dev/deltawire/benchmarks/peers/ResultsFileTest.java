package dev.deltawire.benchmarks.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsFileTest {

  @TempDir Path directory;

  @Test
  void whatIsReadIsWhatWasWritten() throws IOException {
    Results results = new Results();
    results.add(sample(1, "deltawire", Map.of("cpu", 0.25)));
    results.add(Sample.failed(1, Subject.of("ws"), Workload.IDLE, "it\ttook\ntoo long"));
    results.add(sample(2, "deltawire", Map.of("cpu", 1e-9)));
    Path file = directory.resolve("results").resolve("peers.tsv");
    ResultsFile.write(file, List.of("cpu  one", "jdk  25"), results);
    assertEquals(List.of("cpu  one", "jdk  25"), ResultsFile.head(file));
    List<Sample> read = ResultsFile.read(file).samples();
    assertEquals(results.samples().get(0), read.get(0));
    assertEquals("it took too long", read.get(1).failure());
    assertEquals(results.samples().get(2), read.get(2));
  }

  @Test
  void aLineThatIsCutShortIsRefused() throws IOException {
    Path file = Files.writeString(directory.resolve("cut.tsv"), "1\tdeltawire\tfan-64\tcpu\n");
    assertThrows(IOException.class, () -> ResultsFile.read(file));
  }

  private static Sample sample(int round, String subject, Map<String, Double> figures) {
    return new Sample(round, Subject.of(subject), Workload.FAN_64, figures, "");
  }
}

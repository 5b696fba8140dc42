package dev.deltawire.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.gateway.CaptionsExample.CaptionsDialect;
import dev.deltawire.server.DeltawireServer;
import dev.deltawire.tck.RawPeer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page about a dialect of one's own shows code that was compiled and run. */
final class DialectsPageTest {

  private static final String EXAMPLE =
      "gateway/src/test/java/dev/deltawire/gateway/CaptionsExample.java";
  private static final String ECHO =
      "benchmarks/src/main/java/dev/deltawire/benchmarks/peers/Echo.java";
  private static final Path PAGE = Processes.root().resolve("docs/dialects.md");

  @Test
  void theDialectOnThePageIsTheExample() throws Exception {
    String example = Files.readString(Processes.root().resolve(EXAMPLE));
    String begin = "// page begin\n";
    String snippet =
        example
            .substring(example.indexOf(begin) + begin.length(), example.indexOf("// page end"))
            .stripTrailing()
            .stripIndent();
    assertOnPage(snippet);
  }

  @Test
  void theAnswerOnThePageIsTheEcho() throws Exception {
    String echo = Files.readString(Processes.root().resolve(ECHO));
    String first = "  @Override\n  public void onMessage";
    int end = echo.indexOf("  @Override\n  public void onClosed");
    assertOnPage(echo.substring(echo.indexOf(first), end).stripTrailing().stripIndent());
  }

  private static void assertOnPage(String snippet) throws IOException {
    assertTrue(Files.readString(PAGE).contains("```java\n" + snippet + "\n```\n"), snippet);
  }

  @Test
  void everyFileThatThePageNamesExists() throws Exception {
    List<String> missing =
        Pattern.compile("`([\\w./-]+/[\\w./-]+\\.(?:java|md|txt|sql))`")
            .matcher(Files.readString(PAGE))
            .results()
            .map(file -> file.group(1))
            .filter(file -> !Files.exists(Processes.root().resolve(file)))
            .toList();
    assertEquals(List.of(), missing);
  }

  @OnEveryTransport
  void theExampleStreamsToWhoeverListens(String transport) throws Exception {
    try (DeltawireServer server =
        DeltawireServer.builder().transport(transport).dialect(new CaptionsDialect()).build()) {
      InetSocketAddress address = server.start();
      try (RawPeer speaker = RawPeer.open(address, "/captions");
          RawPeer listener = RawPeer.open(address, "/captions")) {
        speaker.sendText("{\"say\":\"Hello, \\\"world\\\"\"}");
        assertEquals("{\"caption\":\"Hello, \\\"world\\\"\"}", listener.text());
        assertEquals("{\"caption\":\"Hello, \\\"world\\\"\"}", speaker.text());
        listener.sendText("{\"mumble\":1}");
        assertEquals("{\"error\":\"say something\"}", listener.text());
        listener.sendText("{\"end\":true}");
        assertEquals("{\"event\":\"over\"}", speaker.text());
        assertEquals("{\"event\":\"over\"}", listener.text());
      }
    }
  }
}

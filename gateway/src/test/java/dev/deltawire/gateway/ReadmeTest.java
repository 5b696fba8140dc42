package dev.deltawire.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.server.DeltawireServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The README's code is code that was compiled and run. */
final class ReadmeTest {

  private static final String EXAMPLE =
      "gateway/src/test/java/dev/deltawire/gateway/EmbeddingExample.java";
  private static final String CONTRACT =
      "transport-jdk/src/test/java/dev/deltawire/transport/jdk/JdkTransportContractTest.java";

  private static String read(String file) throws IOException {
    return Files.readString(Path.of(Processes.root().toString(), file));
  }

  @Test
  void theEmbeddingSnippetIsTheExample() throws IOException {
    String example = read(EXAMPLE);
    int begin = example.indexOf("// README begin\n") + "// README begin\n".length();
    String snippet =
        example.substring(begin, example.indexOf("// README end")).stripTrailing().stripIndent();
    assertTrue(read("README.md").contains("```java\n" + snippet + "\n```\n"), snippet);
  }

  @Test
  void theTransportSnippetIsATestThatRuns() throws IOException {
    String contract = read(CONTRACT);
    String snippet = contract.substring(contract.indexOf("final class"));
    assertTrue(read("README.md").contains("```java\n" + snippet + "```\n"), snippet);
  }

  @Test
  void everyLinkedFileExists() throws IOException {
    List<String> missing = new ArrayList<>();
    Pattern.compile("]\\(([^)#:]+)\\)")
        .matcher(read("README.md"))
        .results()
        .map(link -> link.group(1))
        .filter(link -> !Files.exists(Processes.root().resolve(link)))
        .forEach(missing::add);
    assertEquals(List.of(), missing);
  }

  @Test
  void theExampleServes() throws Exception {
    BlockingQueue<String> received = new LinkedBlockingQueue<>();
    try (DeltawireServer server = EmbeddingExample.run(0)) {
      URI mount = URI.create("ws://127.0.0.1:" + server.address().getPort() + "/ws?token=sesame");
      WebSocket socket =
          HttpClient.newHttpClient()
              .newWebSocketBuilder()
              .buildAsync(mount, new Texts(received))
              .join();
      socket.sendText("{\"id\":\"1\",\"type\":\"ping.request\",\"payload\":{}}", true).join();
      String answer = received.poll(Processes.DEADLINE_SECONDS, TimeUnit.SECONDS);
      assertTrue(String.valueOf(answer).contains("ping.response"), answer);
      socket.abort();
    }
  }

  private record Texts(BlockingQueue<String> received) implements WebSocket.Listener {
    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
      received.add(text.toString());
      socket.request(1);
      return null;
    }
  }
}

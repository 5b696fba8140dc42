package dev.deltawire.gateway.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.dialects.agent.AgentDialect;
import dev.deltawire.dialects.agent.AgentPrincipal;
import dev.deltawire.dialects.agent.PromptFeed;
import dev.deltawire.gateway.outside.Json;
import dev.deltawire.model.agent.AgentClientFrame.Prompt;
import dev.deltawire.model.agent.AgentOptions;
import dev.deltawire.model.agent.AgentServerFrame;
import dev.deltawire.model.agent.AgentServerFrame.Result;
import dev.deltawire.model.agent.TurnOutcome;
import dev.deltawire.server.DeltawireServer;
import dev.deltawire.server.spi.HttpResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class PromptAnswersTest {

  private final AgentDialect dialect =
      AgentDialect.builder().authenticator(token -> Optional.empty()).build();
  private final DeltawireServer server =
      DeltawireServer.builder().transport("jdk").dialect(dialect).build();

  @BeforeEach
  void start() throws IOException {
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void a58_silenceIsBrokenByComments() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    HttpResponse response =
        PromptAnswers.stream(
            begin("[{\"say\":\"a\"},{\"sleep\":200},{\"say\":\"b\"}]"), Duration.ofMillis(20));
    response.stream().orElseThrow().writeTo(out);

    String text = out.toString(StandardCharsets.UTF_8);
    String[] events = text.split("\n\n", -1);
    assertTrue(events[0].startsWith("event: sdk_message\ndata: {"), text);
    assertEquals(": ", events[1], text);
    assertTrue(events[events.length - 2].startsWith("event: result\ndata: {"), text);
    assertTrue(text.endsWith("\n\n"), text);
  }

  @Test
  void a60_aStreamThatNobodyTakesIsInterrupted() throws Exception {
    PromptFeed feed = begin("[{\"repeat\":100000,\"say\":\"x\",\"sleep\":1}]");
    HttpResponse response = PromptAnswers.stream(feed, Duration.ofSeconds(1));
    OutputStream gone =
        new OutputStream() {
          @Override
          public void write(int octet) throws IOException {
            throw new IOException("gone");
          }
        };
    assertThrows(IOException.class, () -> response.stream().orElseThrow().writeTo(gone));
    assertEquals(TurnOutcome.INTERRUPTED, result(feed).outcome());
  }

  @Test
  void aWholeAnswerIsWrittenPieceByPiece() throws Exception {
    String said = "é\uD83D\uDE00\u0001".repeat(20_000);
    HttpResponse response =
        PromptAnswers.whole(
            begin(
                "[{\"repeat\":20000,\"say\":\"é\uD83D\uDE00\\u0001\"},{\"think\":\"hm\"},{\"say\":\"b\"}]"));
    List<Integer> pieces = new ArrayList<>();
    ByteArrayOutputStream whole =
        new ByteArrayOutputStream() {
          @Override
          public synchronized void write(byte[] bytes, int offset, int count) {
            super.write(bytes, offset, count);
            pieces.add(count);
          }
        };
    response.stream().orElseThrow().writeTo(whole);
    assertTrue(Collections.max(pieces) < 1 << 15, pieces.toString());
    Json json = Json.of(whole.toString(StandardCharsets.UTF_8));
    assertEquals(said + "b", json.text("text"));
    assertEquals(3, json.list("messages").size());
  }

  @Test
  void a58_theResultOfAStreamHasAllItsText() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    HttpResponse response =
        PromptAnswers.stream(
            begin("[{\"repeat\":20000,\"say\":\"0123456789\"}]"), Duration.ofSeconds(1));
    response.stream().orElseThrow().writeTo(out);
    String text = out.toString(StandardCharsets.UTF_8);
    Json result =
        Json.of(text.substring(text.indexOf("data: ", text.indexOf("event: result")) + 6));
    assertEquals("0123456789".repeat(20_000), result.text("text"));
  }

  private PromptFeed begin(String script) throws Exception {
    Prompt prompt = new Prompt("#!script " + script, AgentOptions.NONE, null);
    return dialect.hub().prompt(AgentPrincipal.of("ann"), prompt);
  }

  private static Result result(PromptFeed feed) throws InterruptedException {
    AgentServerFrame frame = feed.next(Duration.ofSeconds(5)).orElseThrow();
    return frame instanceof Result result ? result : result(feed);
  }
}

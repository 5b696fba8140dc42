package dev.deltawire.dialects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.model.RawJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The echo engine (PROTOCOLS 1.9)")
class EchoEngineTest {

  private static final ToolBox BUILTIN = new DirectTools();

  private final VirtualTime time = VirtualTime.create();
  private final RecordedReply reply = new RecordedReply();

  @Test
  void x63_aChunkIsARunOfNonBlanksWithTheBlanksAfterIt() {
    play("one  two\t\r\nthree");

    assertEquals(List.of("one  ", "two\t\r\n", "three"), reply.chunks);
    assertTrue(reply.done);
  }

  @Test
  void x63_leadingBlanksAreAChunkOfTheirOwn() {
    play("  \n one ");

    assertEquals(List.of("  \n ", "one "), reply.chunks);
  }

  @Test
  void x63_otherSpacesAreNoBlanks() {
    play("a\u00A0b\u2003c\fd");

    assertEquals(List.of("a\u00A0b\u2003c\fd"), reply.chunks);
  }

  @Test
  void x63_anEmptyTextGivesAnEmptyReply() {
    play("");

    assertEquals(List.of(), reply.chunks);
    assertTrue(reply.done);
  }

  @Test
  @DisplayName("x63: the concatenation of the chunks is the text, whatever it is")
  void x63_chunksConcatenateToTheText() {
    Random random = new Random(63);
    for (int i = 0; i < 2_000; i++) {
      String text = randomText(random);
      RecordedReply echoed = new RecordedReply();
      EchoEngine.create(time).begin(Prompt.of(text), BUILTIN, echoed);
      time.runDue();
      assertEquals(text, String.join("", echoed.chunks));
      assertTrue(echoed.chunks.stream().noneMatch(String::isEmpty));
      assertTrue(echoed.done);
    }
  }

  @Test
  @DisplayName("x64: first example")
  void x64_toolRequest() {
    play("use tool builtin.echo {\"text\":\"two\"}");

    assertEquals(List.of("two"), reply.chunks);
    assertTrue(reply.done);
  }

  @Test
  @DisplayName("x64: second example")
  void x64_script() {
    begin(
        "#!script [{\"say\":\"one \"},{\"sleep\":200},"
            + "{\"tool\":\"builtin.echo\",\"input\":{\"text\":\"two\"}},{\"result\":true}]");
    time.advance(199);
    assertEquals(List.of("one "), reply.chunks);

    time.advance(1);
    assertEquals(List.of("one ", "two"), reply.chunks);
    assertTrue(reply.done);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "use tool builtin.echo",
        "use tool builtin.echo {\"text\":\"two\"} please",
        "use tool builtin.echo {\"text\":\"two\"}\n",
        " use tool builtin.echo {\"text\":\"two\"}",
        "use tool builtin.echo [1]",
        "use tool builtin.echo {text:1}",
        "use tool  {\"text\":\"two\"}",
        "Use tool builtin.echo {\"text\":\"two\"}",
        "#!script",
        "#!script {}",
        "#!script [{\"say\":\"x\"}",
        "#!script [] x",
        " #!script []",
        "#!script[]"
      })
  void x64_whatIsNoScriptIsPlainText(String text) {
    play(text);

    assertEquals(text, String.join("", reply.chunks));
    assertTrue(reply.done);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "{}",
        "{\"shout\":\"x\"}",
        "{\"say\":1}",
        "{\"say\":null}",
        "{\"say\":\"a\",\"fail\":\"b\"}",
        "{\"think\":[]}",
        "{\"sleep\":-1}",
        "{\"sleep\":600001}",
        "{\"sleep\":1.5}",
        "{\"repeat\":2}",
        "{\"repeat\":1000001,\"say\":\"x\"}",
        "{\"repeat\":-1,\"say\":\"x\"}",
        "{\"repeat\":1,\"say\":\"x\",\"sleep\":\"1\"}",
        "{\"repeat\":1,\"think\":\"x\"}",
        "{\"tool\":\"builtin.echo\"}",
        "{\"tool\":\"builtin.echo\",\"input\":[]}",
        "{\"tool\":1,\"input\":{}}",
        "{\"tools\":{}}",
        "{\"tools\":[{\"tool\":\"builtin.echo\"}]}",
        "{\"result\":false}",
        "{\"fail\":1}"
      })
  void x64_aBadStepFailsTheReplyWhenItsTurnComes(String step) {
    play("#!script [{\"say\":\"before\"}," + step + ",{\"say\":\"after\"}]");

    assertEquals(List.of("before"), reply.chunks);
    assertEquals(Optional.of("bad script"), reply.error);
  }

  @Test
  void x65_sayIsOneChunkAndNoneIfEmpty() {
    play("#!script [{\"say\":\"a b c\"},{\"say\":\"\"},{\"say\":\"d\",\"note\":1}]");

    assertEquals(List.of("a b c", "d"), reply.chunks);
  }

  @Test
  void x65_thinkIsOneThinkingChunk() {
    play("#!script [{\"think\":\"hm m\"},{\"think\":\"\"},{\"say\":\"a\"}]");

    assertEquals(List.of("hm m"), reply.thoughts);
    assertEquals(List.of("a"), reply.chunks);
  }

  @Test
  void x65_repeatSleepsBetweenItsChunks() {
    begin("#!script [{\"repeat\":3,\"say\":\"x\",\"sleep\":10},{\"say\":\"y\"}]");
    time.runDue();
    assertEquals(List.of("x"), reply.chunks);
    time.advance(19);
    assertEquals(List.of("x", "x"), reply.chunks);
    time.advance(1);
    assertEquals(List.of("x", "x", "x", "y"), reply.chunks);
    assertTrue(reply.done);
  }

  @Test
  void x65_repeatZeroTimesSaysNothing() {
    play("#!script [{\"repeat\":0,\"say\":\"x\",\"sleep\":10},{\"repeat\":0,\"say\":\"x\"}]");

    assertEquals(List.of(), reply.chunks);
    assertTrue(reply.done);
  }

  @Test
  void x65_integersAreEqualWhateverTheirForm() {
    begin("#!script [{\"repeat\":2.0,\"say\":\"x\",\"sleep\":1e1}]");
    time.advance(10);

    assertEquals(List.of("x", "x"), reply.chunks);
  }

  @Test
  void x65_aMillionRepetitionsBuildNoList() {
    AtomicLong chunks = new AtomicLong();
    Reply counting =
        new Reply() {
          @Override
          public boolean text(CharSequence chunk) {
            chunks.incrementAndGet();
            return true;
          }

          @Override
          public boolean think(CharSequence chunk) {
            return true;
          }

          @Override
          public void done() {}

          @Override
          public void fail(String error) {
            throw new AssertionError(error);
          }
        };
    Engine.Run run =
        EchoEngine.create(time)
            .begin(Prompt.of("#!script [{\"repeat\":1000000,\"say\":\"ab\"}]"), BUILTIN, counting);
    time.runDue();

    assertEquals(1_000_000, chunks.get());
    assertEquals(500_000, run.usage().outputTokens());
  }

  @Test
  void x65_toolsAreCalledAtOnceAndTheScriptGoesOnWhenAllAreAnswered() {
    ManualTools tools = new ManualTools();
    String script =
        "#!script [{\"tools\":[{\"tool\":\"a\",\"input\":{}},{\"tool\":\"b\",\"input\":{\"n\":1.0}}]},"
            + "{\"result\":true}]";
    EchoEngine.create(time).begin(Prompt.of(script), tools, reply);
    time.runDue();
    assertEquals(Map.of("a", "{}", "b", "{\"n\":1.0}"), tools.inputs);

    tools.open.get("b").complete(ToolResult.of("B"));
    time.runDue();
    assertEquals(List.of(), reply.chunks);

    tools.open.get("a").complete(ToolResult.of("A"));
    time.runDue();
    assertEquals(List.of("B"), reply.chunks);
    assertTrue(reply.done);
  }

  @Test
  void x65_anEmptyListOfToolsGoesOn() {
    play("#!script [{\"tools\":[]},{\"say\":\"x\"}]");

    assertEquals(List.of("x"), reply.chunks);
  }

  @Test
  void x65_resultBeforeAnyToolSaysNothing() {
    play("#!script [{\"result\":true},{\"say\":\"x\"}]");

    assertEquals(List.of("x"), reply.chunks);
  }

  @Test
  void x65_failEndsTheReply() {
    play("#!script [{\"say\":\"x\"},{\"fail\":\"no luck\"},{\"say\":\"y\"}]");

    assertEquals(List.of("x"), reply.chunks);
    assertEquals(Optional.of("no luck"), reply.error);
    assertFalse(reply.done);
  }

  @Test
  void x66_builtinFailGivesAnErrorThatTheResultTells() {
    play("use tool builtin.fail {\"text\":\"oh\"}");

    assertEquals(List.of("error: oh"), reply.chunks);
    assertTrue(reply.done);
  }

  @Test
  void x66_anUnknownToolGivesAnErrorAndTheScriptGoesOn() {
    play("#!script [{\"tool\":\"nope\",\"input\":{}},{\"result\":true},{\"say\":\"!\"}]");

    assertEquals(List.of("error: unknown tool: nope", "!"), reply.chunks);
    assertTrue(reply.done);
  }

  @Test
  void x66_builtinToolsTellOfBadInput() {
    play("use tool builtin.echo {\"text\":1}");

    assertEquals(List.of("error: invalid input: text"), reply.chunks);
  }

  @Test
  void x67_fourBytesMakeAToken() {
    Engine.Run run = play("äbc de"); // 7 bytes

    assertEquals(new Usage(2, 2), run.usage());
    assertEquals(2 * 0.000003 + 2 * 0.000015, run.usage().costUsd(0.000003, 0.000015), 1e-12);
  }

  @Test
  void aCancelledReplySaysNothingMoreAndHasNoEnd() {
    Engine.Run run = begin("#!script [{\"say\":\"x\"},{\"sleep\":10},{\"say\":\"y\"}]");
    time.runDue();
    run.cancel();
    time.advance(10);

    assertEquals(List.of("x"), reply.chunks);
    assertFalse(reply.ended());
    assertEquals(0, time.waiting());
  }

  @Test
  void aReplyThatIsRefusedStops() {
    reply.acceptedChunks = 2;
    play("#!script [{\"repeat\":1000,\"say\":\"x\"},{\"say\":\"y\"}]");

    assertEquals(List.of("x", "x"), reply.chunks);
    assertFalse(reply.ended());
  }

  @Test
  void aToolBoxThatThrowsFailsTheReplyWithoutDetails() {
    ToolBox broken =
        new ToolBox() {
          @Override
          public List<ToolSpec> tools() {
            return List.of();
          }

          @Override
          public CompletionStage<ToolResult> call(String name, RawJson input) {
            throw new IllegalStateException("secret");
          }
        };
    EchoEngine.create(time).begin(Prompt.of("use tool a {}"), broken, reply);
    time.runDue();

    assertEquals(Optional.of("internal error"), reply.error);
  }

  @Test
  @DisplayName("A thousand sleeping scripts need a few threads and no more than their sleep")
  void sleepingScriptsHoldNoThread() throws InterruptedException {
    EchoEngine engine = EchoEngine.create();
    CountDownLatch ended = new CountDownLatch(1000);
    List<RecordedReply> replies = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      RecordedReply sleeping = new RecordedReply();
      replies.add(sleeping);
      engine.begin(
          Prompt.of("#!script [{\"say\":\"a\"},{\"sleep\":300},{\"say\":\"b\"}]"),
          BUILTIN,
          new CountedReply(sleeping, ended));
    }

    assertTrue(ended.await(5, TimeUnit.SECONDS));
    assertTrue(replies.stream().allMatch(r -> r.chunks.equals(List.of("a", "b"))));
    assertTrue(
        Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("deltawire-echo"))
                .count()
            <= Runtime.getRuntime().availableProcessors());
  }

  private Engine.Run play(String text) {
    Engine.Run run = begin(text);
    time.runDue();
    return run;
  }

  private Engine.Run begin(String text) {
    return EchoEngine.create(time).begin(Prompt.of(text), BUILTIN, reply);
  }

  private static String randomText(Random random) {
    String alphabet = "ab \t\r\n\u00A0äß中\uD83D\uDE00";
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(30); i > 0; i--) {
      int at = random.nextInt(alphabet.codePointCount(0, alphabet.length()));
      text.appendCodePoint(alphabet.codePointAt(alphabet.offsetByCodePoints(0, at)));
    }
    return text.toString();
  }

  /** Server tools, called at once on the caller's thread. */
  private static final class DirectTools implements ToolBox {

    private final ServerTools tools = ServerTools.builtin();

    @Override
    public List<ToolSpec> tools() {
      return tools.specs();
    }

    @Override
    public CompletionStage<ToolResult> call(String name, RawJson input) {
      return CompletableFuture.completedFuture(
          tools
              .find(name)
              .map(tool -> tool.call(input))
              .orElseGet(() -> ServerTools.unknown(name)));
    }
  }

  /** Tools that answer when the test says so. */
  private static final class ManualTools implements ToolBox {

    final Map<String, String> inputs = new TreeMap<>();
    final Map<String, CompletableFuture<ToolResult>> open = new TreeMap<>();

    @Override
    public List<ToolSpec> tools() {
      return List.of();
    }

    @Override
    public CompletionStage<ToolResult> call(String name, RawJson input) {
      inputs.put(name, new String(input.toByteArray(), StandardCharsets.UTF_8));
      return open.computeIfAbsent(name, n -> new CompletableFuture<>());
    }
  }

  private record CountedReply(RecordedReply recorded, CountDownLatch ended) implements Reply {

    @Override
    public boolean text(CharSequence chunk) {
      return recorded.text(chunk);
    }

    @Override
    public boolean think(CharSequence chunk) {
      return recorded.think(chunk);
    }

    @Override
    public void done() {
      recorded.done();
      ended.countDown();
    }

    @Override
    public void fail(String error) {
      recorded.fail(error);
      ended.countDown();
    }
  }
}

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
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("How the echo engine plays a script (PROTOCOLS 1.9)")
class EchoEngineTest {

  private final EchoRig rig = new EchoRig();
  private final VirtualTime time = rig.time;
  private final RecordedReply reply = rig.reply;

  @Test
  void x65_sayIsOneChunkAndNoneIfEmpty() {
    rig.play("#!script [{\"say\":\"a b c\"},{\"say\":\"\"},{\"say\":\"d\",\"note\":1}]");

    assertEquals(List.of("a b c", "d"), reply.chunks);
  }

  @Test
  void x65_thinkIsOneThinkingChunk() {
    rig.play("#!script [{\"think\":\"hm m\"},{\"think\":\"\"},{\"say\":\"a\"}]");

    assertEquals(List.of("hm m"), reply.thoughts);
    assertEquals(List.of("a"), reply.chunks);
  }

  @Test
  void x65_repeatSleepsBetweenItsChunks() {
    rig.begin("#!script [{\"repeat\":3,\"say\":\"x\",\"sleep\":10},{\"say\":\"y\"}]");
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
    rig.play("#!script [{\"repeat\":0,\"say\":\"x\",\"sleep\":10},{\"repeat\":0,\"say\":\"x\"}]");

    assertEquals(List.of(), reply.chunks);
    assertTrue(reply.done);
  }

  @Test
  void x65_integersAreEqualWhateverTheirForm() {
    rig.begin("#!script [{\"repeat\":2.0,\"say\":\"x\",\"sleep\":1e1}]");
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
        rig.begin("#!script [{\"repeat\":1000000,\"say\":\"ab\"}]", EchoRig.BUILTIN, counting);
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
    rig.begin(script, tools, reply);
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
    rig.play("#!script [{\"tools\":[]},{\"say\":\"x\"}]");

    assertEquals(List.of("x"), reply.chunks);
  }

  @Test
  void x65_resultBeforeAnyToolSaysNothing() {
    rig.play("#!script [{\"result\":true},{\"say\":\"x\"}]");

    assertEquals(List.of("x"), reply.chunks);
  }

  @Test
  void x65_failEndsTheReply() {
    rig.play("#!script [{\"say\":\"x\"},{\"fail\":\"no luck\"},{\"say\":\"y\"}]");

    assertEquals(List.of("x"), reply.chunks);
    assertEquals(Optional.of("no luck"), reply.error);
    assertFalse(reply.done);
  }

  @Test
  void x66_builtinFailGivesAnErrorThatTheResultTells() {
    rig.play("use tool builtin.fail {\"text\":\"oh\"}");

    assertEquals(List.of("error: oh"), reply.chunks);
    assertTrue(reply.done);
  }

  @Test
  void x66_anUnknownToolGivesAnErrorAndTheScriptGoesOn() {
    rig.play("#!script [{\"tool\":\"nope\",\"input\":{}},{\"result\":true},{\"say\":\"!\"}]");

    assertEquals(List.of("error: unknown tool: nope", "!"), reply.chunks);
    assertTrue(reply.done);
  }

  @Test
  void x66_builtinToolsTellOfBadInput() {
    rig.play("use tool builtin.echo {\"text\":1}");

    assertEquals(List.of("error: invalid input: text"), reply.chunks);
  }

  @Test
  void x67_fourBytesMakeAToken() {
    Engine.Run run = rig.play("äbc de"); // 7 bytes

    assertEquals(new Usage(2, 2), run.usage());
    assertEquals(2 * 0.000003 + 2 * 0.000015, run.usage().costUsd(0.000003, 0.000015), 1e-12);
  }

  @Test
  void aCancelledReplySaysNothingMoreAndHasNoEnd() {
    Engine.Run run = rig.begin("#!script [{\"say\":\"x\"},{\"sleep\":10},{\"say\":\"y\"}]");
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
    rig.play("#!script [{\"repeat\":1000,\"say\":\"x\"},{\"say\":\"y\"}]");

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
    rig.begin("use tool a {}", broken, reply);
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
          EchoRig.BUILTIN,
          new CountedReply(sleeping, ended));
    }

    assertTrue(ended.await(5, TimeUnit.SECONDS));
    assertTrue(replies.stream().allMatch(r -> r.chunks.equals(List.of("a", "b"))));
    List<Thread> threads =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().equals("deltawire-echo"))
            .toList();
    assertTrue(threads.size() <= Runtime.getRuntime().availableProcessors());
    assertTrue(threads.stream().allMatch(thread -> thread.getPriority() == Thread.MIN_PRIORITY));
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

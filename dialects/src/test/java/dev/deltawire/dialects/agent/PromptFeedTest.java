package dev.deltawire.dialects.agent;

import static dev.deltawire.dialects.agent.AgentRig.script;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.model.agent.AgentClientFrame.Prompt;
import dev.deltawire.model.agent.AgentErrorCode;
import dev.deltawire.model.agent.AgentOptions;
import dev.deltawire.model.agent.AgentServerFrame;
import dev.deltawire.model.agent.AgentServerFrame.Result;
import dev.deltawire.model.agent.AgentServerFrame.Text;
import dev.deltawire.model.agent.AgentServerFrame.Thinking;
import dev.deltawire.model.agent.AgentServerFrame.ToolUse;
import dev.deltawire.model.agent.TurnOutcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PromptFeedTest {

  private static final AgentPrincipal ANN = AgentPrincipal.of("ann");

  private final AgentRig rig =
      AgentRig.create(b -> b.maxStreamBytes(200_000).maxConcurrentSessions(1));

  @Test
  void a57_x47_whatNobodyHasReadIsMerged() throws Exception {
    PromptFeed feed = begin("{'think':'hm'},{'say':'a'},{'say':'b'},{'repeat':3,'say':'c'}");
    List<AgentServerFrame> frames = rest(feed);
    assertEquals(List.of(new Thinking("hm"), new Text("abccc")), frames.subList(0, 2));
    Result result = assertInstanceOf(Result.class, frames.get(2));
    assertEquals("abccc", String.join("", pieces(feed)));
    assertEquals(1, result.turnCount());
  }

  @Test
  void a49_x43_aDefectOfTheStoreFailsThePromptAndTheNextOneRuns() throws Exception {
    aPromptFailsAndTheNextOneRuns(rig.failures.defective);
  }

  @Test
  void a49_x43_aStoreThatCannotBeLinkedFailsThePromptAndTheNextOneRuns() throws Exception {
    aPromptFailsAndTheNextOneRuns(rig.failures.unlinked);
  }

  private void aPromptFailsAndTheNextOneRuns(Set<String> trouble) throws Exception {
    trouble.add("spend");
    List<AgentServerFrame> frames = rest(begin("{'say':'a'}"));
    Result result = assertInstanceOf(Result.class, frames.get(frames.size() - 1));
    assertEquals("internal error", result.error());
    trouble.clear();
    assertEquals(new Text("b"), rest(begin("{'say':'b'}")).get(0));
  }

  @Test
  void x44_x46_textAndToolsKeepTheirOrder() throws Exception {
    PromptFeed feed =
        begin("{'say':'a'},{'tool':'builtin.echo','input':{'text':'b'}},{'result':true}");
    List<AgentServerFrame> frames = rest(feed);
    assertEquals(new Text("a"), frames.get(0));
    assertInstanceOf(ToolUse.class, frames.get(1));
    assertEquals(new Text("b"), frames.get(2));
  }

  @Test
  void x47_x52_mergedChunksAreBoundedAndTheTextIsCapped() throws Exception {
    PromptFeed feed = begin("{'repeat':30000,'say':'x123456789'}");
    StringBuilder text = new StringBuilder();
    Result result = null;
    for (AgentServerFrame frame : rest(feed)) {
      if (frame instanceof Text chunk) {
        assertTrue(chunk.text().getBytes(StandardCharsets.UTF_8).length <= 65_536);
        text.append(chunk.text());
      } else {
        result = (Result) frame;
      }
    }
    assertEquals("reply too long", result.error());
    List<String> pieces = pieces(feed);
    assertTrue(pieces.stream().allMatch(piece -> piece.length() <= 65_536));
    assertEquals(text.toString(), String.join("", pieces));
    assertEquals("x123456789".repeat(20_000), text.toString());
  }

  @Test
  void a60_whoGoesAwayInterruptsAndFreesThePlace() throws Exception {
    PromptFeed feed = begin("{'say':'a'},{'sleep':60000}");
    assertEquals(Optional.of(new Text("a")), feed.next(Duration.ZERO));
    assertEquals(Optional.empty(), feed.next(Duration.ZERO));
    Refusal refusal = assertThrows(Refusal.class, () -> begin("{'say':'x'}"));
    assertEquals(AgentErrorCode.CONCURRENCY_LIMIT, refusal.error().code());
    assertThrows(Refusal.class, () -> rig.dialect.hub().requirePlace(ANN));
    feed.close();
    rig.node.time.runDue();
    Result result = (Result) feed.next(Duration.ZERO).orElseThrow();
    assertEquals(TurnOutcome.INTERRUPTED, result.outcome());
    assertEquals(new Text("x"), rest(begin("{'say':'x'}")).get(0));
  }

  @Test
  void a60_aFeedThatIsAbandonedIsClosedElsewhere() throws Exception {
    PromptFeed feed = begin("{'say':'a'},{'sleep':60000}");
    feed.abandon();
    rig.node.time.runDue();
    assertEquals(TurnOutcome.INTERRUPTED, feed.result().outcome());
    begin("{'say':'x'}").close();
  }

  @Test
  void a59_promptsOfAllTogetherAreBounded() throws Exception {
    AgentRig wide = AgentRig.create(b -> b.maxConcurrentSessions(100));
    Prompt prompt = new Prompt(script("{'sleep':100}"), AgentOptions.NONE, null);
    List<PromptFeed> feeds = new ArrayList<>();
    for (int i = 0; i < AgentHub.MAX_PROMPTS; i++) {
      feeds.add(wide.dialect.hub().prompt(AgentPrincipal.of("client-" + i), prompt));
    }
    feeds.get(0).close();
    assertRefused(wide, prompt); // it still runs
    wide.node.time.advance(100);
    for (PromptFeed feed : feeds) {
      feed.close();
      feed.close();
      wide.dialect.hub().prompt(ANN, prompt);
      assertRefused(wide, prompt); // what has not been read yet still takes memory
    }
  }

  @Test
  void aPromptForWhichThereIsNoMemoryEnds() throws Exception {
    rig.node.streams.full = true;
    List<AgentServerFrame> frames = rest(begin(""));
    assertEquals("reply too long", ((Result) frames.get(0)).error());
  }

  private static List<String> pieces(PromptFeed feed) {
    List<String> pieces = new ArrayList<>();
    feed.pieces().forEachRemaining(pieces::add);
    return pieces;
  }

  private static void assertRefused(AgentRig rig, Prompt prompt) {
    AgentHub hub = rig.dialect.hub();
    Refusal refusal = assertThrows(Refusal.class, () -> hub.prompt(ANN, prompt));
    assertEquals(AgentErrorCode.CONCURRENCY_LIMIT, refusal.error().code());
    assertThrows(Refusal.class, () -> hub.requirePlace(ANN));
  }

  private PromptFeed begin(String steps) throws Exception {
    Prompt prompt = new Prompt(script(steps), AgentOptions.NONE, null);
    PromptFeed feed = rig.dialect.hub().prompt(ANN, prompt);
    rig.node.time.runDue();
    return feed;
  }

  private static List<AgentServerFrame> rest(PromptFeed feed) throws InterruptedException {
    List<AgentServerFrame> frames = new ArrayList<>();
    Optional<AgentServerFrame> next = feed.next(Duration.ZERO);
    while (next.isPresent()) {
      frames.add(next.get());
      next = feed.next(Duration.ZERO);
    }
    return frames;
  }
}

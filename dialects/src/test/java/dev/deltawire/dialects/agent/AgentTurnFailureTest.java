package dev.deltawire.dialects.agent;

import static dev.deltawire.dialects.agent.AgentRig.script;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.dialects.Prompt;
import dev.deltawire.dialects.Reply;
import dev.deltawire.dialects.ToolBox;
import dev.deltawire.dialects.Usage;
import dev.deltawire.dialects.agent.AgentRig.Client;
import dev.deltawire.model.agent.TurnOutcome;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Turns of the agent dialect that fail, in virtual time")
class AgentTurnFailureTest {

  private final AgentRig rig = AgentRig.create(b -> b.maxStreamBytes(1000));

  @Test
  void a28_x43_anEngineThatThrowsFailsItsTurnAlone() {
    aTurnFailsAlone(
        () -> {
          throw new IllegalStateException("secret");
        });
  }

  @Test
  void a28_x43_anEngineThatCannotBeLinkedFailsItsTurnAlone() {
    aTurnFailsAlone(
        () -> {
          throw new NoClassDefFoundError("secret");
        });
  }

  private static void aTurnFailsAlone(Runnable trouble) {
    AgentRig broken =
        AgentRig.create(
            b ->
                b.engine(
                    (prompt, tools, reply) -> {
                      trouble.run();
                      return null;
                    }));
    Client client = broken.ready();
    client.say("hello");
    assertEquals("internal error", client.result().error());
    assertEquals(2, client.result().inputTokens());
    assertEquals(1, broken.node.errors.size());
  }

  @Test
  void x43_anEndThatNoThreadTakesIsToldAndTheNextTurnRuns() {
    Client client = rig.ready();
    client.say(script("{'sleep':100},{'say':'whole'}"));
    rig.node.refusing = true;
    rig.node.time.advance(100);
    assertEquals("whole", client.result().text());
    assertEquals(TurnOutcome.SUCCESS, client.result().outcome());

    client.say("no engine begins");
    assertEquals("internal error", client.result().error());
    rig.node.refusing = false;
    client.say("next");
    assertEquals("next", client.result().text());
  }

  @Test
  void x43_anEndForWhichThereIsNoMemoryIsToldAsAnErrorAndTheNextTurnRuns() {
    Client client = rig.ready();
    client.say(script("{'sleep':100},{'say':'whole'}"));
    rig.node.exhausted = true;
    rig.node.time.advance(100);
    rig.node.exhausted = false;
    assertEquals("internal error", client.result().error());
    assertTrue(client.ended());
    client.say("next");
    assertEquals("next", client.result().text());
  }

  @Test
  void x43_aPromptsEndForWhichThereIsNoMemoryIsToldAsAnErrorAndKeepsNoPlace() {
    AgentRig small = AgentRig.create(b -> b.maxConcurrentSessions(1));
    Client client = small.connect("ann");
    client.prompt(script("{'sleep':100},{'say':'whole'}"));
    small.node.exhausted = true;
    small.node.time.advance(100);
    small.node.exhausted = false;
    assertEquals("internal error", client.result().error());
    client.prompt("next");
    assertEquals("next", client.result().text());
  }

  @Test
  void x43_x48_anEngineWhoseRunThrowsEndsItsTurnAllTheSame() {
    AgentRig broken = AgentRig.create(b -> b.engine(new BrokenRuns()).maxConcurrentSessions(1));
    Client client = broken.ready();
    client.say("four");
    client.control("interrupt");
    assertEquals(TurnOutcome.INTERRUPTED, client.result().outcome());
    assertEquals(1, client.result().inputTokens());
    assertEquals(2, broken.node.errors.size());
    client.say("more");
    client.lose();
    broken.node.time.advance(60_000);
    client = broken.ready();
    client.say("again");
    assertFalse(client.ended());
  }

  /** An engine whose runs break their contract. */
  private static final class BrokenRuns extends EngineStub {
    @Override
    public Run begin(Prompt prompt, ToolBox toolBox, Reply reply) {
      super.begin(prompt, toolBox, reply);
      return new Run() {
        @Override
        public void cancel() {
          throw new IllegalStateException("not so");
        }

        @Override
        public Usage usage() {
          throw new AssertionError("nobody counts");
        }
      };
    }
  }
}

package dev.deltawire.dialects.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.codec.AgentOptionsReader;
import dev.deltawire.codec.JsonText;
import dev.deltawire.dialects.ServerTools;
import dev.deltawire.dialects.ToolSpec;
import dev.deltawire.model.agent.AgentOptions;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class PlannerTest {

  private final Planner planner =
      new Planner(ServerTools.builtin(), new EngineStub(), (where, error) -> {});

  @Test
  void a03_theTokenOverridesWhatTheClientSays() throws Refusal {
    Plan plan =
        planner.plan(
            options("{'model':'a','maxTurns':5,'systemPrompt':'s','tools':[{'name':'mine'}]}"),
            AgentPrincipal.of("ann")
                .withSdkConfig(options("{'model':'b','tools':[{'name':'theirs'}]}")));
    assertEquals("b", plan.model());
    assertEquals(5, plan.maxTurns());
    assertEquals("s", plan.directions(null).system().orElseThrow());
    assertEquals(List.of("theirs"), plan.declared());
  }

  @Test
  void a04_whatMayBeCalled() throws Refusal {
    Permissions permissions =
        new Permissions(
            List.of("a", "b", "c", "builtin.echo"),
            List.of("b"),
            OptionalInt.empty(),
            Optional.empty());
    Plan plan =
        planner.plan(
            options(
                "{'tools':[{'name':'a'},{'name':'b'},{'name':'c'},{'name':'d'},{'name':'e'}],"
                    + "'allowedTools':['a','b','d','builtin.echo'],'disallowedTools':['e']}"),
            AgentPrincipal.of("ann").withPermissions(permissions));
    assertEquals(List.of("a"), plan.declared());
    assertEquals(
        List.of("a", "builtin.echo"), plan.tools().specs().stream().map(ToolSpec::name).toList());
    assertTrue(plan.tools().exists("d"));
    assertFalse(plan.tools().isAllowed("d"));
    assertFalse(plan.tools().isAllowed("builtin.fail"));
  }

  @Test
  void a04_turnsAreTheSmallerOfBothAndTheModelIsForced() throws Refusal {
    Permissions permissions =
        new Permissions(List.of(), List.of(), OptionalInt.of(3), Optional.of("forced"));
    AgentPrincipal ann = AgentPrincipal.of("ann").withPermissions(permissions);
    assertEquals(3, planner.plan(options("{'maxTurns':5}"), ann).maxTurns());
    assertEquals(2, planner.plan(options("{'maxTurns':2}"), ann).maxTurns());
    assertEquals(3, planner.plan(AgentOptions.NONE, ann).maxTurns());
    assertEquals("forced", planner.plan(options("{'model':'m'}"), ann).model());
    Permissions empty = new Permissions(List.of(), List.of(), OptionalInt.empty(), Optional.of(""));
    assertEquals(
        "default",
        planner.plan(AgentOptions.NONE, AgentPrincipal.of("ann").withPermissions(empty)).model());
  }

  @Test
  void a22_a23_toolsAreUniqueOverClientAndToken() {
    AgentPrincipal ann =
        AgentPrincipal.of("ann").withSdkConfig(options("{'tools':[{'name':'t'}]}"));
    AgentOptions wishes = options("{'mcpServers':[{'name':'s','tools':[{'name':'t'}]}]}");
    Refusal refusal = assertThrows(Refusal.class, () -> planner.plan(wishes, ann));
    assertEquals("repeated tool name: t", refusal.getMessage());
  }

  @Test
  void a22_aServerToolHasToBeThere() throws Refusal {
    AgentPrincipal ann = AgentPrincipal.of("ann");
    AgentOptions there = options("{'tools':[{'name':'builtin.echo','executeIn':'server'}]}");
    Plan plan = planner.plan(there, ann);
    assertEquals(List.of("builtin.echo"), plan.declared());
    assertFalse(plan.tools().isClientTool("builtin.echo"));
    AgentOptions missing = options("{'tools':[{'name':'t','executeIn':'server'}]}");
    assertThrows(Refusal.class, () -> planner.plan(missing, ann));
  }

  @Test
  void a60_withoutAClientOnlyServerToolsAreThere() throws Refusal {
    AgentPrincipal ann =
        AgentPrincipal.of("ann")
            .withSdkConfig(
                options("{'mcpServers':[{'name':'s','tools':[{'name':'u'}]}],'model':'m'}"));
    Plan plan = planner.planWithoutClient(AgentOptions.NONE, ann);
    assertFalse(plan.tools().exists("u"));
    assertEquals("m", plan.model());
    AgentOptions clientTool = options("{'tools':[{'name':'t'}]}");
    assertThrows(Refusal.class, () -> planner.planWithoutClient(clientTool, ann));
  }

  @Test
  void a07_aPresetReachesTheEngineByName() throws Refusal {
    Plan plan =
        planner.plan(
            options("{'systemPrompt':{'type':'preset','preset':'p','append':'a'}}"),
            AgentPrincipal.of("ann"));
    assertEquals(Optional.of("p"), plan.directions(null).preset());
    assertEquals(Optional.of("a"), plan.directions(null).system());
  }

  private static AgentOptions options(String json) {
    return AgentOptionsReader.read(JsonText.parse(json.replace('\'', '"')).orElseThrow())
        .orElseThrow();
  }
}

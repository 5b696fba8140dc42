package dev.deltawire.dialects.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.codec.JsonText;
import dev.deltawire.dialects.Reply;
import dev.deltawire.dialects.ToolResult;
import dev.deltawire.dialects.agent.AgentRig.Client;
import dev.deltawire.dialects.internal.Held;
import dev.deltawire.model.RawJson;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What turns of the agent dialect keep, in virtual time")
class AgentTurnMemoryTest {

  private static final String TOOLS = "{\"tools\":[{\"name\":\"t\"}]}";

  @Test
  void longTurnsEndTwoAtATime() {
    EngineStub engine = new EngineStub();
    AgentRig wide = AgentRig.create(b -> b.engine(engine));
    List<Client> clients = fourThatWait(wide);
    long before = wide.node.time.waiting();
    for (Reply reply : engine.replies) {
      reply.think("x".repeat(30_000));
      reply.text("y".repeat(40_000));
      reply.done();
    }
    assertEquals(2, wide.node.time.waiting() - before);
    wide.node.time.runDue();
    assertTrue(clients.stream().allMatch(Client::ended));
  }

  @Test
  void x61_whatIsLongIsStoredTwoAtATime() {
    EngineStub engine = new EngineStub();
    AgentRig wide = AgentRig.create(b -> b.engine(engine));
    List<Integer> stored = new ArrayList<>();
    List<Client> clients = fourThatWait(wide);
    for (int i = 0; i < clients.size(); i++) {
      int number = i;
      clients.get(i).stream().whenRead = () -> stored.add(number);
      engine.replies.get(i).text("y".repeat(70_000));
    }
    wide.node.time.advance(500);
    assertEquals(List.of(0, 2, 3, 1), stored); // the first thread goes on
  }

  @Test
  void whatATurnKeepsBesideItsTextIsCountedWithIt() {
    EngineStub engine = new EngineStub();
    AgentRig counting = AgentRig.create(b -> b.engine(engine));
    Client client = counting.ready("ann", TOOLS);
    client.say("x".repeat(1000));
    long held = client.stream().held;
    assertTrue(held >= 2000, "message: " + held);
    engine.reply().think("y".repeat(1000));
    assertTrue(client.stream().held >= held + 2000, "thinking");
    held = client.stream().held;
    assertFalse(engine.tools.get(0).call("t", json(1000)).toCompletableFuture().isDone());
    assertTrue(client.stream().held >= held + 1000, "tool");
  }

  @Test
  void anAttachedSessionKeepsNoMessageOfATurnThatHasEnded() throws Exception {
    List<WeakReference<String>> said = new ArrayList<>();
    AgentRig rig =
        AgentRig.create(
            b ->
                b.engine(
                    (prompt, tools, reply) -> {
                      said.add(new WeakReference<>(prompt.text()));
                      reply.done();
                      return new EngineStub().begin(prompt, tools, reply);
                    }));
    Client client = rig.ready();
    client.say("hello");
    assertTrue(client.ended());
    rig.store.delete(AgentRig.id(0));
    assertFalse(Held.stays(said.get(0)));
  }

  @Test
  void x52_aTurnForWhichThereIsNoMemoryFails() {
    EngineStub engine = new EngineStub();
    AgentRig full = AgentRig.create(b -> b.engine(engine));
    Client client = full.ready();
    full.node.streams.full = true;
    client.say("hello");
    assertEquals("reply too long", client.result().error());
    assertEquals(List.of(), engine.replies);
  }

  @Test
  void x52_thinkingForWhichThereIsNoMemoryFailsTheTurnAndAToolIsNotAsked() {
    EngineStub engine = new EngineStub();
    AgentRig filling = AgentRig.create(b -> b.engine(engine));
    Client client = filling.ready("ann", TOOLS);
    client.say("hello");
    client.stream().full = true;
    ToolResult refused = engine.tools.get(0).call("t", json(10)).toCompletableFuture().getNow(null);
    assertEquals(ToolResult.failure("reply too long"), refused);
    assertEquals(List.of(), client.entries());
    assertFalse(engine.reply().think("hm"));
    filling.node.time.runDue();
    assertEquals("reply too long", client.result().error());
    assertEquals(List.of(client.result()), client.entries());
  }

  private static RawJson json(int length) {
    return JsonText.parse("{\"a\":\"" + "z".repeat(length) + "\"}").orElseThrow();
  }

  private static List<Client> fourThatWait(AgentRig rig) {
    List<Client> clients =
        Stream.of("ann", "ben", "cid", "dot").map(who -> rig.ready(who, "{}")).toList();
    clients.forEach(client -> client.say("wait"));
    return clients;
  }
}

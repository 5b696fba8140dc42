package dev.deltawire.gateway.agent;

import dev.deltawire.codec.RawJsonView;
import dev.deltawire.dialects.agent.AgentDialect;
import dev.deltawire.gateway.demo.DemoClient;
import dev.deltawire.gateway.demo.DemoStage;
import dev.deltawire.gateway.demo.DialectDemo;
import dev.deltawire.gateway.demo.Frames;
import dev.deltawire.gateway.demo.Transcript;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The scenes of the {@code agent} dialect. */
final class AgentDemo implements DialectDemo {

  private static final String TOOL =
      "{\"name\":\"get_weather\",\"description\":\"Weather of a city\"}";

  private final AgentTokens tokens;
  private final AgentDialect dialect;
  private DemoStage stage;
  private Transcript transcript;

  private AgentDemo(AgentTokens tokens, AgentDialect dialect) {
    this.tokens = tokens;
    this.dialect = dialect;
  }

  static AgentDemo of(AgentTokens tokens, AgentDialect dialect) {
    return new AgentDemo(tokens, dialect);
  }

  @Override
  public String explanation() {
    return "A client talks with an agent, which calls the client's tools.";
  }

  @Override
  public void play(DemoStage where) throws IOException, InterruptedException {
    stage = where;
    transcript = where.transcript();
    DemoClient client = connect("agent-client");
    String session = session(client);
    DemoClient again = toolAfterReconnect(client, session);
    interrupt(again);
    prompt();
    stage.stays(again);
  }

  private String session(DemoClient client) throws IOException, InterruptedException {
    transcript.scene("Session", "A client declares a tool and is told its session.");
    client.send(frame("init", "{\"tools\":[" + TOOL + "]}"));
    RawJsonView info = client.next();
    String session = Frames.text(info, "payload", "data", "sessionId");
    transcript.expect("session_info names the session", !session.isEmpty(), info.raw());
    RawJsonView ready = client.next();
    transcript.expect(
        "then it is ready", Frames.text(ready, "payload", "action").equals("ready"), ready.raw());
    return session;
  }

  private DemoClient toolAfterReconnect(DemoClient client, String session)
      throws IOException, InterruptedException {
    transcript.scene(
        "Tool call",
        "The agent asks for a tool; the client is cut off, comes back, is asked again, answers.");
    client.send(
        say(
            "#!script [{\"think\":\"The user wants the weather.\"},{\"say\":\"Let me look. \"},"
                + "{\"tool\":\"get_weather\",\"input\":{\"city\":\"Paris\"}},{\"result\":true}]"));
    String call = Frames.text(until(client, "tool_call"), "payload", "id");
    client.cut();
    DemoClient again = connect("agent-client-2");
    again.send(frame("init", "{\"sessionId\":" + Frames.quote(session) + "}"));
    String offered = Frames.text(until(again, "tool_call"), "payload", "id");
    transcript.expect("the same call is offered again", offered.equals(call), offered);
    again.send(
        frame(
            "tool_result",
            "{\"callId\":%s,\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"Sunny.\"}]}}"
                .formatted(Frames.quote(call))));
    RawJsonView result = until(again, "result");
    transcript.expect(
        "the result has all the text",
        Frames.text(result, "payload", "text").equals("Let me look. Sunny."),
        result.raw());
    return again;
  }

  private void interrupt(DemoClient client) throws IOException, InterruptedException {
    transcript.scene("Interrupt", "The client stops the agent in mid-sentence.");
    client.send(say("#!script [{\"repeat\":1000,\"say\":\"and so on \",\"sleep\":50}]"));
    client.next();
    client.next();
    client.send(frame("control", "{\"action\":\"interrupt\"}"));
    RawJsonView result = until(client, "result");
    transcript.expect(
        "the result tells so, with the text so far",
        Frames.text(result, "payload", "subtype").equals("interrupted"),
        result.raw());
  }

  private void prompt() throws IOException, InterruptedException {
    transcript.scene("Prompt", "One question over plain HTTP, without a session.");
    RawJsonView answer =
        stage.request(
            "agent-http",
            "POST",
            "/prompt",
            "{\"message\":\"What is 2 + 2?\"}",
            "Authorization",
            "Bearer " + token());
    transcript.expect(
        "the answer has its text",
        Frames.text(answer, "text").equals("What is 2 + 2?"),
        answer.raw());
  }

  /** Reads to the first frame of a type. */
  private RawJsonView until(DemoClient client, String type)
      throws IOException, InterruptedException {
    List<String> seen = new ArrayList<>();
    while (seen.size() < 10_000) {
      RawJsonView next = client.next();
      if (Frames.text(next, "type").equals(type)) {
        return next;
      }
      seen.add(Frames.text(next, "type"));
    }
    throw new IOException("no " + type + " among " + seen);
  }

  private DemoClient connect(String name) throws IOException {
    return stage.connect(name, dialect.mount() + "?token=" + token());
  }

  private String token() {
    return tokens.issue("demo", Duration.ofMinutes(1));
  }

  private static String say(String text) {
    return frame("sdk_message", "{\"type\":\"user\",\"message\":" + Frames.quote(text) + "}");
  }

  private static String frame(String type, String payload) {
    return "{\"type\":%s,\"payload\":%s}".formatted(Frames.quote(type), payload);
  }
}

package dev.deltawire.benchmarks.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.deltawire.benchmarks.codec.beans.ToolResultBlock;
import dev.deltawire.codec.AgentInbound;
import dev.deltawire.codec.ChatInbound;
import dev.deltawire.codec.HomeInbound;
import dev.deltawire.model.agent.AgentClientFrame;
import dev.deltawire.model.agent.ContentBlock;
import dev.deltawire.model.chat.ChatCall;
import dev.deltawire.model.home.HomeClientFrame;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** All subjects read the same, or comparing them means nothing. */
final class ReadSubjectTest {

  private final ObjectMapper json = new ObjectMapper();

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "FLOOR")
  void everySubjectFindsTheSameKindAndBody(RouteSubject subject) throws IOException {
    for (ClientFrame frame : ClientFrame.values()) {
      JsonNode expected = json.readTree(frame.bytes());
      Router router = subject.open(frame);
      for (int times = 0; times < 2; times++) {
        router.route(frame.bytes());
        assertEquals(expected.path(frame.kindName).textValue(), router.kind());
        assertEquals(expected.path(frame.bodyName), json.readTree(router.body()), subject::name);
        assertEquals(router.body().strip(), body(frame), subject::name);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void everySubjectReadsTheSameFields(DecodeSubject subject) throws IOException {
    for (ClientFrame frame : ClientFrame.values()) {
      FrameReader reader = subject.open(frame);
      Object expected = fields(json.readValue(frame.bytes(), frame.bean));
      for (int times = 0; times < 2; times++) {
        assertEquals(expected, fields(reader.read(frame.bytes())), subject::name);
      }
    }
  }

  private static String body(ClientFrame frame) {
    String text = new String(frame.bytes(), UTF_8);
    int from = text.indexOf('{', 1);
    int to = frame == ClientFrame.CHAT_MESSAGE ? text.indexOf('}') : text.length() - 2;
    return text.substring(from, to + 1);
  }

  private static List<Object> fields(Object read) {
    if (read instanceof dev.deltawire.benchmarks.codec.beans.ChatMessage message) {
      return List.of(message.payload.content, message.payload.conversationId);
    }
    if (read instanceof dev.deltawire.benchmarks.codec.beans.MessagesSend send) {
      return List.of(send.params.conversation_id, send.params.content, send.params.client_msg_id);
    }
    if (read instanceof dev.deltawire.benchmarks.codec.beans.ToolResult result) {
      ToolResultBlock block = result.payload.result.content.get(0);
      return List.of(result.payload.callId, block.type, block.text, result.payload.result.isError);
    }
    return ours(read);
  }

  private static List<Object> ours(Object read) {
    if (read instanceof HomeInbound.Ok ok) {
      HomeClientFrame.ChatMessage message = (HomeClientFrame.ChatMessage) ok.frame();
      return List.of(message.content(), message.conversationId());
    }
    if (read instanceof ChatInbound.Ok ok) {
      ChatCall.SendMessage send = (ChatCall.SendMessage) ok.call();
      return List.of(send.conversationId(), send.content(), send.clientMsgId());
    }
    AgentClientFrame.ToolResult result =
        (AgentClientFrame.ToolResult) ((AgentInbound.Ok) read).frame();
    ContentBlock.Text block = (ContentBlock.Text) result.content().get(0);
    return List.of(result.callId(), "text", block.text(), result.failed());
  }
}

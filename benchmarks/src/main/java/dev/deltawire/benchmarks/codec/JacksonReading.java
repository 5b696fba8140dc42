package dev.deltawire.benchmarks.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.deltawire.benchmarks.codec.beans.ChatMessage;
import dev.deltawire.benchmarks.codec.beans.ChatMessagePayload;
import dev.deltawire.benchmarks.codec.beans.MessagesSend;
import dev.deltawire.benchmarks.codec.beans.MessagesSendParams;
import dev.deltawire.benchmarks.codec.beans.ToolResult;
import dev.deltawire.benchmarks.codec.beans.ToolResultBlock;
import dev.deltawire.benchmarks.codec.beans.ToolResultBody;
import dev.deltawire.benchmarks.codec.beans.ToolResultPayload;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Frames read with Jackson's parser, member by member. */
final class JacksonReading {

  private interface Members<T> {
    T read(JsonParser json) throws IOException;
  }

  private JacksonReading() {}

  static FrameReader open(ClientFrame frame) {
    JsonFactory factory = new JsonFactory();
    Members<?> members =
        switch (frame) {
          case CHAT_MESSAGE -> JacksonReading::chatMessage;
          case MESSAGES_SEND -> JacksonReading::messagesSend;
          case TOOL_RESULT -> JacksonReading::toolResult;
        };
    return bytes -> {
      try (JsonParser json = factory.createParser(bytes)) {
        json.nextToken();
        return members.read(json);
      }
    };
  }

  private static ChatMessage chatMessage(JsonParser json) throws IOException {
    ChatMessage message = new ChatMessage();
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      json.nextToken();
      switch (name) {
        case "id" -> message.id = json.getText();
        case "type" -> message.type = json.getText();
        case "payload" -> message.payload = chatMessagePayload(json);
        case "timestamp" -> message.timestamp = json.getLongValue();
        default -> json.skipChildren();
      }
    }
    return message;
  }

  private static ChatMessagePayload chatMessagePayload(JsonParser json) throws IOException {
    ChatMessagePayload payload = new ChatMessagePayload();
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      json.nextToken();
      switch (name) {
        case "content" -> payload.content = json.getText();
        case "conversationId" -> payload.conversationId = UUID.fromString(json.getText());
        default -> json.skipChildren();
      }
    }
    return payload;
  }

  private static MessagesSend messagesSend(JsonParser json) throws IOException {
    MessagesSend send = new MessagesSend();
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      json.nextToken();
      switch (name) {
        case "method" -> send.method = json.getText();
        case "params" -> send.params = messagesSendParams(json);
        default -> json.skipChildren();
      }
    }
    return send;
  }

  private static MessagesSendParams messagesSendParams(JsonParser json) throws IOException {
    MessagesSendParams params = new MessagesSendParams();
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      json.nextToken();
      switch (name) {
        case "conversation_id" -> params.conversation_id = UUID.fromString(json.getText());
        case "content" -> params.content = json.getText();
        case "client_msg_id" -> params.client_msg_id = json.getText();
        default -> json.skipChildren();
      }
    }
    return params;
  }

  private static ToolResult toolResult(JsonParser json) throws IOException {
    ToolResult result = new ToolResult();
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      json.nextToken();
      switch (name) {
        case "type" -> result.type = json.getText();
        case "payload" -> result.payload = toolResultPayload(json);
        default -> json.skipChildren();
      }
    }
    return result;
  }

  private static ToolResultPayload toolResultPayload(JsonParser json) throws IOException {
    ToolResultPayload payload = new ToolResultPayload();
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      json.nextToken();
      switch (name) {
        case "callId" -> payload.callId = json.getText();
        case "result" -> payload.result = toolResultBody(json);
        default -> json.skipChildren();
      }
    }
    return payload;
  }

  private static ToolResultBody toolResultBody(JsonParser json) throws IOException {
    ToolResultBody body = new ToolResultBody();
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      json.nextToken();
      switch (name) {
        case "content" -> body.content = blocks(json);
        case "isError" -> body.isError = json.getBooleanValue();
        default -> json.skipChildren();
      }
    }
    return body;
  }

  private static List<ToolResultBlock> blocks(JsonParser json) throws IOException {
    List<ToolResultBlock> blocks = new ArrayList<>();
    while (json.nextToken() == JsonToken.START_OBJECT) {
      ToolResultBlock block = new ToolResultBlock();
      for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        json.nextToken();
        switch (name) {
          case "type" -> block.type = json.getText();
          case "text" -> block.text = json.getText();
          default -> json.skipChildren();
        }
      }
      blocks.add(block);
    }
    return blocks;
  }
}

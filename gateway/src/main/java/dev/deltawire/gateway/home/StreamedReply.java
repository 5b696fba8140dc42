package dev.deltawire.gateway.home;

import dev.deltawire.codec.RawJsonView;
import dev.deltawire.gateway.demo.DemoClient;
import dev.deltawire.gateway.demo.Frames;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** One chat reply as a client got it. */
final class StreamedReply {

  private final StringBuilder text = new StringBuilder();
  private final List<String> toolCalls = new ArrayList<>();
  private String firstDelta;
  private String conversation = "";
  private String terminal = "";

  private StreamedReply() {}

  /** Reads until the stream's terminal frame. */
  static StreamedReply read(DemoClient client) throws IOException, InterruptedException {
    return read(client, Integer.MAX_VALUE);
  }

  /** Reads so many deltas, or fewer if the stream ends before. */
  static StreamedReply readDeltas(DemoClient client, int deltas)
      throws IOException, InterruptedException {
    return read(client, deltas);
  }

  private static StreamedReply read(DemoClient client, int deltas)
      throws IOException, InterruptedException {
    StreamedReply reply = new StreamedReply();
    int seen = 0;
    while (reply.terminal.isEmpty() && seen < deltas) {
      seen += reply.add(client.next()) ? 1 : 0;
    }
    return reply;
  }

  /** Takes one frame; tells whether it is a delta. */
  private boolean add(RawJsonView frame) {
    conversation = Frames.text(frame, "payload", "conversationId");
    String type = Frames.text(frame, "type");
    switch (type) {
      case "chat.delta" -> addDelta(Frames.text(frame, "payload", "content"));
      case "chat.tool_call" ->
          toolCalls.add(
              Frames.text(frame, "payload", "toolName")
                  + " "
                  + Frames.text(frame, "payload", "status"));
      default -> terminal = type;
    }
    return type.equals("chat.delta");
  }

  private void addDelta(String content) {
    if (firstDelta == null) {
      firstDelta = content;
    }
    text.append(content);
  }

  /** All deltas' text. */
  String text() {
    return text.toString();
  }

  /** The text of the first delta; {@code (no delta)}, which is not empty, if there was none. */
  String firstDelta() {
    return firstDelta == null ? "(no delta)" : firstDelta;
  }

  /** Names and statuses of tool calls. */
  List<String> toolCalls() {
    return List.copyOf(toolCalls);
  }

  /** The conversation's id. */
  String conversation() {
    return conversation;
  }

  /** The type of the frame that ended the stream; empty if none did. */
  String terminal() {
    return terminal;
  }
}

package dev.deltawire.codec;

import dev.deltawire.model.RawJson;
import dev.deltawire.model.agent.AgentClientFrame;
import dev.deltawire.model.agent.ContentBlock;
import java.util.List;

/** What one message of an agent's client turned out to be. */
public sealed interface AgentInbound {
  /** A frame that keeps its row. */
  record Ok(AgentClientFrame frame) implements AgentInbound {}

  /**
   * A message that is answered by {@code VALIDATION_ERROR} and has no other effect.
   *
   * @param field the one that is at fault, or null
   */
  record Rejected(String message, String field) implements AgentInbound {}

  /**
   * A ping in the bytes of its message, which is answered before its decoder reads on: no
   * object is made of it.
   */
  final class Ping implements AgentInbound {
    private final RawSpan timestamp = new RawSpan();

    Ping() {}

    /** The number as it came, or absent. */
    RawSpan timestamp() {
      return timestamp;
    }

    /** Writes the answer, and lets go of the message. */
    public void answer(JsonWriter out) {
      AgentEncoder.pong(timestamp, out);
      timestamp.forget();
    }
  }

  /**
   * A tool's answer in the bytes of its message, until it is let go: a text of it is made
   * when somebody asks, and until then nothing is if it is one text.
   */
  final class Answer implements AgentInbound {
    private final TextSpan callId = new TextSpan();
    private final RawSpan content = new RawSpan();
    private final TextSpan text;
    private final Runnable whenLetGo;

    /** Null if the content is one text. */
    private List<ContentBlock> blocks;

    private boolean failed;

    /** One whose text is where that span is moved to. */
    Answer(TextSpan text, Runnable whenLetGo) {
      this.text = text;
      this.whenLetGo = whenLetGo;
    }

    /** To be moved to the id. */
    TextSpan idSpan() {
      return callId;
    }

    /** To be moved to the content. */
    RawSpan content() {
      return content;
    }

    /** To be moved to the text, if there is one only. */
    TextSpan textSpan() {
      return text;
    }

    Answer as(List<ContentBlock> read, boolean error) {
      blocks = read;
      failed = error;
      return this;
    }

    void forget() {
      callId.forget();
      content.forget();
      text.forget();
      blocks = null;
    }

    /** Whether it is to the call of that id, of ASCII characters only. */
    public boolean isTo(String id) {
      return callId.contentEquals(id);
    }

    /** Makes the id of the call. */
    public String callId() {
      return callId.toString();
    }

    /** Makes what the text blocks say, one after the other. */
    public String text() {
      return blocks == null ? text.toString() : ContentReader.texts(blocks);
    }

    /** Makes a copy of the content as it came. */
    public RawJson json() {
      return content.copy();
    }

    /** Whether the tool has failed. */
    public boolean failed() {
      return failed;
    }

    /** Lets go of the message. */
    public void letGo() {
      whenLetGo.run();
    }
  }
}

package dev.deltawire.dialects.agent;

import dev.deltawire.codec.AgentEncoder;
import dev.deltawire.codec.JsonWriter;
import dev.deltawire.model.agent.AgentServerFrame;
import dev.deltawire.model.agent.AgentServerFrame.ToolCall;
import dev.deltawire.server.Connection;
import dev.deltawire.server.Frame;
import dev.deltawire.server.TextStream;
import java.util.Optional;

/**
 * A turn, for a socket that was not there from its beginning.
 *
 * @param ledger of a turn that still runs
 * @param offset UTF-8 bytes of text that the client has; null replays everything
 */
record Replay(TextStream<AgentServerFrame> stream, Optional<ToolLedger> ledger, Long offset) {

  /**
   * The replay of a turn.
   *
   * @throws Refusal if the offset is no place in its text
   */
  static Replay of(TextStream<AgentServerFrame> stream, Optional<ToolLedger> ledger, Long offset)
      throws Refusal {
    if (offset != null && !stream.isPlace(offset)) {
      throw badOffset();
    }
    return new Replay(stream, ledger, offset);
  }

  /** Refuses an offset into a text that is empty. */
  static void requireStart(Long offset) throws Refusal {
    if (offset != null && offset != 0) {
      throw badOffset();
    }
  }

  /** Lets the connection receive the turn, and asks it again for what tools it owes. */
  void to(Connection connection) {
    if (offset == null) {
      connection.replay(
          stream, AgentFormat.replay(id -> ledger.filter(l -> l.isOpen(id)).isPresent()));
    } else if (ledger.isEmpty()) {
      connection.join(stream, AgentFormat.LIVE, offset);
    } else {
      ledger
          .get()
          .withOpenCalls(
              calls -> {
                connection.join(stream, AgentFormat.LIVE, offset);
                calls.forEach(call -> connection.send(frame(call)));
              });
    }
  }

  private static Refusal badOffset() {
    return Refusal.invalid("resumeOffset", "invalid resumeOffset");
  }

  private static Frame frame(ToolCall call) {
    JsonWriter json = JsonWriter.create();
    AgentEncoder.encode(call, json);
    return Frame.text(json);
  }
}

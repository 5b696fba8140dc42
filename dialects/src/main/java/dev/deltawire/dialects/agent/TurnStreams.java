package dev.deltawire.dialects.agent;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.model.agent.AgentServerFrame;
import dev.deltawire.model.agent.AgentServerFrame.Result;
import dev.deltawire.model.agent.AgentServerFrame.Thinking;
import dev.deltawire.model.agent.AgentServerFrame.ToolUse;
import dev.deltawire.server.StreamOptions;
import dev.deltawire.server.Streams;
import dev.deltawire.server.TextStream;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The streams of sessions' turns. Thread: the executor's; may block on the store. */
record TurnStreams(Streams streams, StreamOptions options, AgentStore store) {

  private static final String PREFIX = "agent/turn/";

  /** Opens the stream of a turn that begins. */
  TextStream<AgentServerFrame> open(UUID id, int turn) {
    return streams.open(key(id, turn), options);
  }

  /** The stream of an ended turn, made anew from the store if the server keeps it no more. */
  TextStream<AgentServerFrame> ofEnded(StoredSession session, StoredTurn turn)
      throws StoreException {
    Optional<TextStream<AgentServerFrame>> kept = streams.find(key(session.id(), turn.number()));
    if (kept.filter(TextStream::ended).isPresent()) {
      return kept.get();
    }
    List<TurnEntry> entries = store.lastEntries(session.id());
    TextStream<AgentServerFrame> stream = open(session.id(), turn.number());
    entries.forEach(entry -> add(stream, entry));
    stream.end(result(session.id(), turn, stream.text()));
    return stream;
  }

  /** The frame that ends a turn of a session. */
  static Result result(UUID id, StoredTurn turn, String text) {
    TurnEnd end = turn.end().orElseThrow();
    return new Result(
        end.outcome(),
        text,
        end.spending().usd(),
        end.spending().seconds(),
        id,
        end.usage().inputTokens(),
        end.usage().outputTokens(),
        end.error().orElse(null),
        null,
        turn.number());
  }

  private static void add(TextStream<AgentServerFrame> stream, TurnEntry entry) {
    if (entry instanceof TurnEntry.Text text) {
      stream.append(text.text());
    } else if (entry instanceof TurnEntry.Thinking thinking) {
      stream.emit(new Thinking(thinking.text()));
    } else if (entry instanceof TurnEntry.ToolUse use) {
      stream.emit(new ToolUse(use.id(), use.name(), use.input()));
    }
  }

  private static String key(UUID id, int turn) {
    return PREFIX + id + "/" + turn;
  }
}

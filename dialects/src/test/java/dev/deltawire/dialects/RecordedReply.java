package dev.deltawire.dialects;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A reply that writes down what the engine does. */
final class RecordedReply implements Reply {

  final List<String> chunks = new ArrayList<>();
  final List<String> thoughts = new ArrayList<>();
  int acceptedChunks = Integer.MAX_VALUE;
  boolean done;
  Optional<String> error = Optional.empty();

  @Override
  public boolean text(CharSequence chunk) {
    chunks.add(chunk.toString());
    return chunks.size() < acceptedChunks;
  }

  @Override
  public boolean think(CharSequence chunk) {
    thoughts.add(chunk.toString());
    return true;
  }

  @Override
  public void done() {
    if (ended()) {
      throw new IllegalStateException("ended twice");
    }
    done = true;
  }

  @Override
  public void fail(String message) {
    if (ended()) {
      throw new IllegalStateException("ended twice");
    }
    error = Optional.of(message);
  }

  boolean ended() {
    return done || error.isPresent();
  }
}

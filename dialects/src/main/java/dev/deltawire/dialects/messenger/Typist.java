package dev.deltawire.dialects.messenger;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.internal.TypingPlace;

/**
 * One socket's agent as it types. It keeps the place where it typed last: typing on there asks no
 * store and makes no garbage. Thread: the session's.
 */
final class Typist {

  private final TypingBoard board;
  private final String handle;

  /** Null when there is none. */
  private TypingPlace<String> last;

  Typist(TypingBoard board, String handle) {
    this.board = board;
    this.handle = handle;
  }

  void start(String conversationId) throws Refusal, StoreException {
    board.start(place(conversationId));
  }

  void stop(String conversationId) throws Refusal, StoreException {
    board.stop(place(conversationId));
  }

  private TypingPlace<String> place(String conversationId) throws Refusal, StoreException {
    if (last != null && last.isIn(conversationId)) {
      return last;
    }
    TypingPlace<String> place = board.place(handle, conversationId);
    if (place.isSmall()) {
      last = place;
    }
    return place;
  }
}

package dev.deltawire.dialects.chat;

/**
 * The one event of a stream: that it has ended, of which the stream itself says nothing.
 *
 * <p>What ends it for its receivers is an event of the conversation, sent to every socket in the
 * conversation's order, and so behind the last delta.
 */
enum StreamEnd {
  ENDED
}

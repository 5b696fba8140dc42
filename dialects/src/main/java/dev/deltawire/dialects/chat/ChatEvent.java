package dev.deltawire.dialects.chat;

import dev.deltawire.codec.JsonWriter;
import dev.deltawire.model.chat.ChatServerFrame;
import dev.deltawire.server.Frame;
import java.nio.ByteBuffer;
import java.util.UUID;

/** What is published for the connections of an account, on whatever node they are. */
sealed interface ChatEvent {

  /** A frame for everybody who hears of it. */
  record Announcement(Frame frame) implements ChatEvent {}

  /** A frame for all but the connection that caused it (C-23). */
  record Elsewhere(UUID origin, Frame frame) implements ChatEvent {}

  /** A placeholder, whose stream is to be received from its beginning (C-46). */
  record StreamStarted(UUID messageId, Frame placeholder) implements ChatEvent {}

  /** A stream whose text is whole: its terminal frame is ready to be sent (C-19). */
  record StreamEnding(UUID messageId) implements ChatEvent {}

  /** The events as bytes: a kind, an id, a frame's payload. */
  final class Codec {

    private static final byte ANNOUNCEMENT = 0;
    private static final byte ELSEWHERE = 1;
    private static final byte STREAM_STARTED = 2;
    private static final byte STREAM_ENDING = 3;
    private static final UUID NO_ID = new UUID(0, 0);
    private static final int HEADER_BYTES = 1 + 2 * Long.BYTES;

    private Codec() {}

    static byte[] announcement(ChatServerFrame frame) {
      return event(ANNOUNCEMENT, NO_ID, ChatFrames.write(frame));
    }

    static byte[] elsewhere(UUID origin, ChatServerFrame frame) {
      return event(ELSEWHERE, origin, ChatFrames.write(frame));
    }

    static byte[] streamStarted(UUID messageId, ChatServerFrame placeholder) {
      return event(STREAM_STARTED, messageId, ChatFrames.write(placeholder));
    }

    static byte[] streamEnding(UUID messageId) {
      return event(STREAM_ENDING, messageId, JsonWriter.ofCapacity(0));
    }

    static ChatEvent decode(byte[] event) {
      ByteBuffer header = ByteBuffer.wrap(event);
      byte kind = header.get();
      UUID id = new UUID(header.getLong(), header.getLong());
      if (kind == STREAM_ENDING) {
        return new StreamEnding(id);
      }
      Frame frame = Frame.text(event, HEADER_BYTES, event.length - HEADER_BYTES);
      return switch (kind) {
        case ELSEWHERE -> new Elsewhere(id, frame);
        case STREAM_STARTED -> new StreamStarted(id, frame);
        default -> new Announcement(frame);
      };
    }

    private static byte[] event(byte kind, UUID id, JsonWriter json) {
      return ByteBuffer.allocate(HEADER_BYTES + json.length())
          .put(kind)
          .putLong(id.getMostSignificantBits())
          .putLong(id.getLeastSignificantBits())
          .put(json.array(), 0, json.length())
          .array();
    }
  }
}

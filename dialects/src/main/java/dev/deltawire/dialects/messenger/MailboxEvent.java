package dev.deltawire.dialects.messenger;

import dev.deltawire.codec.JsonWriter;
import dev.deltawire.codec.MessengerEncoder;
import dev.deltawire.model.messenger.MessengerServerFrame;
import dev.deltawire.model.messenger.MessengerServerFrame.MessageNew;
import dev.deltawire.server.Frame;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What is published for the sockets of one agent, on whatever node they are. */
sealed interface MailboxEvent {

  /** A nudge: the mailbox has this entry now, and this is the frame of it. */
  record Delivered(long number, Frame frame) implements MailboxEvent {}

  /**
   * A frame that is in no mailbox.
   *
   * @param after the delivery that it must not overtake, 0 for none
   */
  record Notice(long after, Frame frame) implements MailboxEvent {}

  /** A frame that a socket may miss while it drains (M-27). */
  record Passing(Frame frame) implements MailboxEvent {}

  /**
   * The end of the agent's sockets (M-13).
   *
   * @param exceptKey the hash of the key whose sockets may stay, or empty
   */
  record Ended(String reason, String exceptKey) implements MailboxEvent {}

  /** The topic of an agent's events. */
  static String topic(String handle) {
    return "messenger/agent/" + handle;
  }

  /** The frame of a server's message. */
  static Frame frame(MessengerServerFrame frame) {
    return Frame.text(frame, MessengerEncoder::encode);
  }

  private static JsonWriter json(MessengerServerFrame frame) {
    JsonWriter json = JsonWriter.create();
    MessengerEncoder.encode(frame, json);
    return json;
  }

  /** The events as bytes: a kind, a number, a frame's payload. */
  final class Codec {

    private static final byte DELIVERED = 0;
    private static final byte NOTICE = 1;
    private static final byte PASSING = 2;
    private static final byte ENDED = 3;
    private static final int HEADER_BYTES = 1 + Long.BYTES;

    private Codec() {}

    static byte[] delivered(MessageNew delivery) {
      return event(DELIVERED, delivery.delivery(), json(delivery));
    }

    static byte[] notice(MessengerServerFrame frame) {
      return notice(frame, 0);
    }

    static byte[] notice(MessengerServerFrame frame, long after) {
      return event(NOTICE, after, json(frame));
    }

    static byte[] passing(MessengerServerFrame frame) {
      return event(PASSING, 0, json(frame));
    }

    static byte[] ended(String reason, String exceptKey) {
      JsonWriter text = JsonWriter.create();
      text.raw((reason + '\n' + exceptKey).getBytes(StandardCharsets.UTF_8));
      return event(ENDED, 0, text);
    }

    static MailboxEvent decode(byte[] event) {
      ByteBuffer header = ByteBuffer.wrap(event);
      byte kind = header.get();
      long number = header.getLong();
      if (kind == ENDED) {
        return ended(header);
      }
      Frame frame = Frame.text(event, HEADER_BYTES, event.length - HEADER_BYTES);
      return switch (kind) {
        case DELIVERED -> new Delivered(number, frame.withMark(number));
        case NOTICE -> new Notice(number, frame);
        default -> new Passing(frame);
      };
    }

    private static Ended ended(ByteBuffer text) {
      String both = StandardCharsets.UTF_8.decode(text).toString();
      int end = both.indexOf('\n');
      return new Ended(both.substring(0, end), both.substring(end + 1));
    }

    private static byte[] event(byte kind, long number, JsonWriter json) {
      return ByteBuffer.allocate(HEADER_BYTES + json.length())
          .put(kind)
          .putLong(number)
          .put(json.array(), 0, json.length())
          .array();
    }
  }
}

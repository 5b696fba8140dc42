package dev.deltawire.dialects.home;

import dev.deltawire.codec.JsonWriter;
import dev.deltawire.model.home.HomeServerFrame;
import dev.deltawire.model.home.HomeServerFrame.WidgetData;
import dev.deltawire.server.Frame;
import java.nio.ByteBuffer;

/** What is published for the connections of a device or of a widget, on whatever node they are. */
sealed interface HomeEvent {

  /** A frame for everybody who hears of it. */
  record Announcement(Frame frame) implements HomeEvent {}

  /** A widget's new data; of two versions the greater one is newer. */
  record WidgetChange(long version, Frame frame) implements HomeEvent {}

  /** The end of the device's tokens (H-60). */
  record Revocation() implements HomeEvent {}

  /** The events as bytes: a kind, a version, a frame's payload. */
  final class Codec {

    private static final byte ANNOUNCEMENT = 0;
    private static final byte WIDGET_CHANGE = 1;
    private static final byte REVOCATION = 2;
    private static final int HEADER_BYTES = 1 + Long.BYTES;

    private Codec() {}

    static byte[] announcement(HomeServerFrame frame) {
      return event(ANNOUNCEMENT, 0, HomeFrames.write(frame));
    }

    static byte[] widgetChange(long version, WidgetData data) {
      return event(WIDGET_CHANGE, version, HomeFrames.write(data));
    }

    static byte[] revocation() {
      return event(REVOCATION, 0, JsonWriter.create());
    }

    static HomeEvent decode(byte[] event) {
      ByteBuffer header = ByteBuffer.wrap(event);
      byte kind = header.get();
      if (kind == REVOCATION) {
        return new Revocation();
      }
      long version = header.getLong();
      Frame frame = Frame.text(event, HEADER_BYTES, event.length - HEADER_BYTES);
      return kind == WIDGET_CHANGE ? new WidgetChange(version, frame) : new Announcement(frame);
    }

    private static byte[] event(byte kind, long version, JsonWriter json) {
      return ByteBuffer.allocate(HEADER_BYTES + json.length())
          .put(kind)
          .putLong(version)
          .put(json.array(), 0, json.length())
          .array();
    }
  }
}

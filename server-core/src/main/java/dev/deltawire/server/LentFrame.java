package dev.deltawire.server;

import dev.deltawire.codec.JsonWriter;
import dev.deltawire.server.spi.FrameSink;
import java.nio.ByteBuffer;

/**
 * A short frame for one peer, in memory that carries others when this one has left (0033): on its
 * way to the outbox, and in it.
 */
final class LentFrame extends ForeignSends.Sending implements Outgoing {

  private static final int FIRST_BYTES = 256;

  /** Where there is room for the longest header of what is short, before the payload. */
  private static final byte[] HEADER_ROOM = new byte[4];

  private final JsonWriter json = JsonWriter.ofCapacity(FIRST_BYTES);

  /** Over the writer's array. */
  private ByteBuffer bytes = ByteBuffer.wrap(json.array());

  private Sends sends;
  private Reach<?> reach;
  private int size;

  /** Where the payload is to be written. */
  JsonWriter begin() {
    return json.reset().raw(HEADER_ROOM);
  }

  /** Bytes of what has been written. */
  int length() {
    return json.length() - HEADER_ROOM.length;
  }

  /** The same message as a frame that is lent to nobody. */
  Frame copy() {
    return Frame.text(json.array(), HEADER_ROOM.length, length());
  }

  /** Puts the header before what has been written. */
  void end(Sends way, Reach<?> before) {
    if (bytes.array() != json.array()) {
      bytes = ByteBuffer.wrap(json.array());
    }
    sends = way;
    reach = before;
    int from = HEADER_ROOM.length - FrameHeader.size(length());
    FrameHeader.put(bytes.clear().position(from), FrameHeader.TEXT, length());
    bytes.limit(json.length()).position(from);
    size = bytes.remaining();
  }

  /** On the wire, header included. */
  int size() {
    return size;
  }

  /** Memory that it keeps. */
  int capacity() {
    return json.array().length;
  }

  /** Copies it, of which nothing is taken, to an index. */
  void copyTo(ByteBuffer out, int at) {
    out.put(at, bytes, bytes.position(), size);
  }

  @Override
  void arrive() {
    Reach<?> streams = reach;
    reach = null;
    sends.queue(this, streams);
  }

  @Override
  public boolean finishFrame(FrameSink sink) {
    return bytes.remaining() == size || drain(sink);
  }

  @Override
  public boolean drain(FrameSink sink) {
    return Outgoing.drain(bytes, sink);
  }

  /** A copy: the memory is another frame's as soon as this one has left. */
  @Override
  public FrameRest rest() {
    boolean begun = bytes.hasRemaining() && bytes.remaining() < size;
    return begun ? FrameRest.copyOf(bytes) : null;
  }

  @Override
  public void dequeued() {
    sends.left(this);
  }

  /** Lets go of the connection, and of the streams that it had joined. */
  void forget() {
    sends = null;
    reach = null;
  }
}

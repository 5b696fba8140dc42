package dev.deltawire.server;

import dev.deltawire.codec.JsonWriter;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * An entry of a stream's log that is not text: no merged delta crosses it.
 *
 * <p>Events form a chain that begins with a sentinel at position 0. Each is encoded once per wire
 * format.
 */
final class StreamEvent<E> {

  /** Memory of an event without what it tells, about. */
  private static final long OWN_BYTES = 256;

  private final E event;
  private final long position;
  private final int index;
  private final boolean terminal;
  private final ConcurrentMap<WireFormat<E>, Frame> frames = new ConcurrentHashMap<>(2);
  private volatile StreamEvent<E> next;

  /** What the event itself takes, about: as much as its longest frame so far. */
  private volatile int size;

  private StreamEvent(E event, long position, int index, boolean terminal) {
    this.event = event;
    this.position = position;
    this.index = index;
    this.terminal = terminal;
  }

  static <E> StreamEvent<E> sentinel() {
    return new StreamEvent<>(null, 0, 0, false);
  }

  /** Links a new event behind this one. Producer only. */
  StreamEvent<E> append(E following, long at, boolean isTerminal) {
    StreamEvent<E> added = new StreamEvent<>(following, at, index + 1, isTerminal);
    next = added;
    return added;
  }

  StreamEvent<E> next() {
    return next;
  }

  /** Escaped bytes of text before it. */
  long position() {
    return position;
  }

  boolean isAfter(StreamEvent<E> other) {
    return index > other.index;
  }

  boolean terminal() {
    return terminal;
  }

  Frame frame(WireFormat<E> format) {
    Frame known = frames.get(format);
    return known != null ? known : frames.computeIfAbsent(format, this::encode);
  }

  /** Lets go of a format that nobody receives any more. */
  void forget(WireFormat<E> format) {
    frames.remove(format);
  }

  /** Memory that it takes, as far as its frames tell. */
  long memoryBytes() {
    long bytes = OWN_BYTES + size;
    for (Frame frame : frames.values()) {
      bytes += frame.memoryBytes();
    }
    return bytes;
  }

  private Frame encode(WireFormat<E> format) {
    JsonWriter json = JsonWriter.create();
    format.encode(event, json);
    Frame frame = json.length() == 0 ? Frame.NOTHING : Frame.text(json);
    size = Math.max(size, frame.size());
    return frame;
  }
}

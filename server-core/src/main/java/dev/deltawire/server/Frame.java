package dev.deltawire.server;

import dev.deltawire.codec.JsonWriter;
import dev.deltawire.server.internal.rfc7692.Deflation;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.BiConsumer;

/**
 * A ready RFC 6455 text message, headers included: encoded once, sent to as many connections as
 * wanted. One frame, unless it is so long that it leaves in fragments.
 *
 * <p>Immutable, but for the count of those who queue it.
 */
public final class Frame {

  /** The mark of a frame that has none. */
  static final long UNMARKED = 0;

  /** Stands for an event that a wire format does not show: no byte on the wire. */
  static final Frame NOTHING = new Frame(new byte[0]);

  private static final ThreadLocal<JsonWriter> WRITERS =
      ThreadLocal.withInitial(JsonWriter::create);

  /** A writer that has grown longer is not kept. */
  private static final int MAX_KEPT_BYTES = 1 << 14;

  private static final AtomicIntegerFieldUpdater<Frame> QUEUES =
      AtomicIntegerFieldUpdater.newUpdater(Frame.class, "queues");

  private static final AtomicIntegerFieldUpdater<Frame> DEFLATED_COST =
      AtomicIntegerFieldUpdater.newUpdater(Frame.class, "deflatedCost");

  private static final AtomicReferenceFieldUpdater<Frame, QueuedFrame> SPARE =
      AtomicReferenceFieldUpdater.newUpdater(Frame.class, QueuedFrame.class, "spare");

  private final byte[] bytes;
  private final long mark;

  /** The frame without a mark, which keeps what all marked ones share. */
  private final Frame origin;

  /** What goes to peers that inflate, once one of them is to get it. */
  private volatile byte[] deflated;

  /** In how many connections' queues it waits. */
  @SuppressWarnings("UnusedVariable") // QUEUES reads it
  private volatile int queues;

  /** Of the compressed form, while the server answers for it beside the plain one. */
  @SuppressWarnings("UnusedVariable") // DEFLATED_COST reads it
  private volatile int deflatedCost;

  /** What has waited for one connection and may wait for the next; null if there is none. */
  private volatile QueuedFrame spare;

  private Frame(byte[] bytes) {
    this.bytes = bytes;
    this.mark = UNMARKED;
    this.origin = this;
  }

  private Frame(Frame origin, long mark) {
    this.bytes = origin.bytes;
    this.mark = mark;
    this.origin = origin;
  }

  /** A text frame of what {@code json} holds; the writer may be reused at once. */
  public static Frame text(JsonWriter json) {
    return text(json.array(), 0, json.length());
  }

  /**
   * A text frame of what {@code encoder} writes of {@code message}, by way of a writer that each
   * thread keeps.
   *
   * @param encoder makes no frames itself
   */
  public static <M> Frame text(M message, BiConsumer<? super M, JsonWriter> encoder) {
    JsonWriter json = WRITERS.get().reset();
    encoder.accept(message, json);
    Frame frame = text(json);
    if (json.array().length > MAX_KEPT_BYTES) {
      WRITERS.remove();
    }
    return frame;
  }

  /** A text frame of a string. */
  public static Frame text(String payload) {
    byte[] utf8 = payload.getBytes(StandardCharsets.UTF_8);
    return text(utf8, 0, utf8.length);
  }

  /** A text frame of valid UTF-8. */
  public static Frame text(byte[] utf8, int offset, int length) {
    return new Frame(Fragments.of(FrameHeader.TEXT, ByteBuffer.wrap(utf8, offset, length)));
  }

  /**
   * This frame with a mark, of which {@link dev.deltawire.server.spi.Session#onAccepted} tells once
   * the peer has proved that the frame has come.
   *
   * @param number above 0, and rising in the order in which frames are sent to one connection
   */
  public Frame withMark(long number) {
    if (number <= UNMARKED) {
      throw new IllegalArgumentException("a mark must be positive: " + number);
    }
    return new Frame(origin, number);
  }

  /** Bytes on the wire, headers included. */
  public int size() {
    return bytes.length;
  }

  /** Memory that it takes, its compressed form included. */
  long memoryBytes() {
    byte[] shorter = origin.deflated;
    return shorter == null || shorter == bytes
        ? bytes.length
        : (long) bytes.length + shorter.length;
  }

  /** The message, decoded anew at each call: to look at, as the tests of a dialect do. */
  public String message() {
    return StandardCharsets.UTF_8.decode(payload()).toString();
  }

  long mark() {
    return mark;
  }

  /** What waits for one connection: a frame that is sent again and again makes it once. */
  QueuedFrame queueable() {
    QueuedFrame kept = spare == null ? null : SPARE.getAndSet(this, null);
    return kept == null ? new QueuedFrame(this) : kept;
  }

  /** Takes back what waits for nobody any more. */
  void keep(QueuedFrame queued) {
    SPARE.lazySet(this, queued);
  }

  /** Waits in one more queue; returns what that costs the server: nothing, if it waits already. */
  int queued() {
    return QUEUES.getAndIncrement(this) == 0 ? bytes.length : 0;
  }

  /** Waits in one queue less; returns what that gives back. */
  int dequeued() {
    return QUEUES.decrementAndGet(this) == 0 ? bytes.length + DEFLATED_COST.getAndSet(this, 0) : 0;
  }

  /**
   * What the compressed form costs the server as long as the frame waits in a queue: nothing, if
   * there is none that is shorter, or if it has been asked for already.
   */
  int deflated() {
    byte[] shorter = origin.deflated;
    if (shorter == null || shorter == bytes || deflatedCost != 0) {
      return 0;
    }
    return DEFLATED_COST.compareAndSet(this, 0, shorter.length) ? shorter.length : 0;
  }

  /**
   * The bytes for one receiver, not to be changed.
   *
   * @param deflation compresses them, once for all; null for a peer that does not inflate
   */
  byte[] bytes(Deflation deflation) {
    return deflation == null ? bytes : origin.deflatedBy(deflation);
  }

  private byte[] deflatedBy(Deflation deflation) {
    byte[] known = deflated;
    return known != null ? known : deflateOnce(deflation);
  }

  /** Other loops wait for the first one, which takes them less time than to do the same. */
  private synchronized byte[] deflateOnce(Deflation deflation) {
    if (deflated == null) {
      ByteBuffer shorter = bytes.length == 0 ? null : deflation.deflate(payload());
      deflated = shorter == null ? bytes : Fragments.of(FrameHeader.DEFLATED_TEXT, shorter);
    }
    return deflated;
  }

  private ByteBuffer payload() {
    return Fragments.payload(bytes);
  }
}

package dev.deltawire.server;

import java.util.function.Consumer;

/**
 * A text stream: its log, its events, and its receivers.
 *
 * <p>Appending writes the log under the producer's lock and signals each group of receivers once,
 * whatever their number.
 */
final class LogStream<E> implements TextStream<E> {

  /** Memory of a stream without its text, about. */
  private static final int OWN_BYTES = 512;

  private final String key;
  private final StreamOptions options;
  private final Consumer<LogStream<?>> onEnd;
  private final TextLog log;
  private final RunningText running;
  private final WholeCodePoints writer;
  private volatile StreamEvent<E> lastEvent = StreamEvent.sentinel();

  /** The newest event but the terminal one: events before a join are not repeated (H-34). */
  private volatile StreamEvent<E> lastPlainEvent = lastEvent;

  /** Where the chain of all events begins, if they are kept; otherwise null. */
  private final StreamEvent<E> firstEvent;

  private final StreamReceivers<E> receivers = new StreamReceivers<>();

  /** Null until the server has forgotten it. */
  private volatile Leftover leftover;

  private boolean sealed;

  /** Copies that are being made of the text, whose chunks are not used again meanwhile. */
  private int copying;

  /** What of its memory is counted as that of a running stream. */
  private long countedBytes;

  /**
   * Memory of the events that stay, the newest apart, which may not be encoded yet, and of what the
   * producer keeps.
   */
  private long otherBytes;

  LogStream(String key, StreamOptions options, Consumer<LogStream<?>> onEnd) {
    this(key, options, onEnd, RunningText.unbounded());
  }

  LogStream(String key, StreamOptions options, Consumer<LogStream<?>> onEnd, RunningText running) {
    this.running = running;
    this.key = key;
    this.options = options;
    this.onEnd = onEnd;
    this.firstEvent = options.replay() ? lastEvent : null;
    this.log = new TextLog(options.retainedBytes());
    this.writer = new WholeCodePoints(log);
  }

  @Override
  public String key() {
    return key;
  }

  @Override
  public AppendResult append(CharSequence text) {
    synchronized (this) {
      if (sealed) {
        return AppendResult.ENDED;
      }
      if (text.length() == 0) {
        return AppendResult.APPENDED;
      }
      if (!fits(text)) {
        return AppendResult.TOO_LONG;
      }
      writer.write(text);
      publish();
    }
    receivers.signal();
    return AppendResult.APPENDED;
  }

  @Override
  public AppendResult append(byte[] utf8, int offset, int length) {
    synchronized (this) {
      if (sealed) {
        return AppendResult.ENDED;
      }
      if (length == 0) {
        return AppendResult.APPENDED;
      }
      long whole = log.length() + writer.heldBefore() + length;
      if (whole > options.maxBytes() || !running.admits(whole)) {
        return AppendResult.TOO_LONG;
      }
      writer.write(utf8, offset, offset + length);
      publish();
    }
    receivers.signal();
    return AppendResult.APPENDED;
  }

  @Override
  public AppendResult emit(E event) {
    return appendEvent(event, false) ? AppendResult.APPENDED : AppendResult.ENDED;
  }

  @Override
  public synchronized AppendResult hold(long bytes) {
    if (lastEvent.terminal()) {
      return AppendResult.ENDED;
    }
    if (!running.admits(log.length() + otherBytes + bytes)) {
      return AppendResult.TOO_LONG;
    }
    otherBytes += bytes;
    count(log.chunkBytes() + otherBytes);
    return AppendResult.APPENDED;
  }

  @Override
  public void seal() {
    synchronized (this) {
      if (!sealed) {
        sealed = true;
        writer.release();
        publish();
      }
    }
    receivers.signal();
  }

  @Override
  public boolean end(E terminal) {
    if (!appendEvent(terminal, true)) {
      return false;
    }
    onEnd.accept(this);
    return true;
  }

  @Override
  public boolean ended() {
    return lastEvent.terminal();
  }

  @Override
  public long length() {
    return log.length();
  }

  @Override
  public synchronized boolean isPlace(long offset) {
    return log.position(offset, log.tail()) >= 0;
  }

  /** Copied outside of the lock: a long text takes a while. */
  @Override
  public String text(long offset, long end) {
    long from;
    long to;
    TextChunk first;
    synchronized (this) {
      from = place(offset);
      to = place(end);
      first = log.chunkAt(from);
      copying++;
    }
    try {
      return TextLog.text(first, from, to);
    } finally {
      copied();
    }
  }

  private synchronized void copied() {
    copying--;
  }

  private long place(long offset) {
    long position = log.position(offset, log.tail());
    if (position < 0) {
      throw new IllegalArgumentException("no place in the retained text: " + offset);
    }
    return position;
  }

  /** The server keeps it for nobody any more: it is its receivers' alone, who are told. */
  void forgotten() {
    if (leftover == null) {
      leftover = new Leftover(this);
      receivers.signal();
    }
  }

  /** What its receivers hold; null unless the server has {@link #forgotten} it. Thread: any. */
  Leftover leftover() {
    return leftover;
  }

  /**
   * Memory that it takes, once it has ended, and so changes no more. Thread: any, without a lock.
   */
  long memoryBytes() {
    long bytes = OWN_BYTES + log.memoryBytes();
    for (StreamEvent<E> event = oldestEvent(); event != null; event = event.next()) {
      bytes += event.memoryBytes();
    }
    return bytes;
  }

  TextLog log() {
    return log;
  }

  /** The newest event, a sentinel before the first one. Thread: any. */
  StreamEvent<E> lastEvent() {
    return lastEvent;
  }

  long flushIntervalNanos() {
    return options.flushInterval().toNanos();
  }

  boolean mergesInStep() {
    return options.mergeInStep();
  }

  /** Places a receiver at a text offset, or returns null when there is no such place. */
  synchronized StreamReceiver<E> admit(
      ServerConnection connection, WireFormat<E> format, long offset) {
    return place(connection, format, offset, lastPlainEvent);
  }

  /**
   * Places a receiver before all text and events, or returns null when the beginning is no longer
   * retained. Throws {@link IllegalArgumentException} when events are not kept.
   */
  synchronized StreamReceiver<E> admitFromStart(ServerConnection connection, WireFormat<E> format) {
    if (firstEvent == null) {
      throw new IllegalArgumentException("a stream without replay: " + key);
    }
    return place(connection, format, 0, firstEvent);
  }

  private StreamReceiver<E> place(
      ServerConnection connection, WireFormat<E> format, long offset, StreamEvent<E> event) {
    long position = log.position(offset, log.tail());
    if (position < 0) {
      return null;
    }
    LogCursor<E> cursor = new LogCursor<>(log.chunkAt(position), position, offset, event);
    LogCursor<E> end = position == log.tail() && event == lastPlainEvent ? cursor : end();
    StreamReceiver<E> receiver =
        new StreamReceiver<>(connection, connection.outflow(), this, format, cursor, end);
    receivers.expect(receiver);
    return receiver;
  }

  private LogCursor<E> end() {
    return new LogCursor<>(log.chunkAt(log.tail()), log.tail(), log.length(), lastEvent);
  }

  StreamReceivers<E> receivers() {
    return receivers;
  }

  /** Drops a group without receivers. Thread: its loop. */
  void remove(StreamGroup<E> group) {
    receivers.remove(group, this::forgetFrames);
    if (ended()) {
      onEnd.accept(this); // by now its events have shown their size
    }
  }

  /** Lets events that stay let go of a format that nobody receives any more. */
  private void forgetFrames(WireFormat<E> format) {
    for (StreamEvent<E> event = oldestEvent(); event != null; event = event.next()) {
      event.forget(format);
    }
  }

  private StreamEvent<E> oldestEvent() {
    return firstEvent == null ? lastPlainEvent : firstEvent;
  }

  private boolean appendEvent(E event, boolean terminal) {
    synchronized (this) {
      if (lastEvent.terminal()) {
        return false;
      }
      writer.release();
      publish();
      sealed |= terminal;
      if (firstEvent != null) {
        otherBytes += lastEvent.memoryBytes();
      }
      lastEvent = lastEvent.append(event, log.tail(), terminal);
      lastPlainEvent = terminal ? lastPlainEvent : lastEvent;
      if (terminal) {
        count(0);
      }
    }
    receivers.signal();
    return true;
  }

  private boolean fits(CharSequence text) {
    if (!running.admits(log.length() + text.length())) {
      return false;
    }
    long room = options.maxBytes() - log.length() - writer.heldBefore(text);
    return text.length() * 3L <= room || Utf8Length.of(text) <= room;
  }

  private void publish() {
    log.publish();
    if (log.exceedsRetention()) {
      log.trim(copying > 0 ? 0 : receivers.floor());
    }
    count(log.chunkBytes() + otherBytes);
  }

  private void count(long bytes) {
    if (bytes != countedBytes) {
      running.change(bytes - countedBytes);
      countedBytes = bytes;
    }
  }
}

package dev.deltawire.dialects.home;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.internal.Taken;
import dev.deltawire.model.home.HomeServerFrame;
import dev.deltawire.model.home.HomeServerFrame.ChatDone;
import dev.deltawire.model.home.HomeServerFrame.ChatError;
import dev.deltawire.server.AppendResult;
import dev.deltawire.server.Connection;
import dev.deltawire.server.JoinResult;
import dev.deltawire.server.StreamOptions;
import dev.deltawire.server.Streams;
import dev.deltawire.server.TextStream;
import dev.deltawire.server.WireFormat;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.WeakHashMap;

/** The streams of replies by conversation. Thread: any; does not block. */
final class ReplyStreams {

  private static final int LOCKS = 1024;

  private final Streams streams;
  private final StreamOptions options;

  /** One format a stream, so that its receivers share frames. */
  private record Reply(UUID messageId, WireFormat<HomeServerFrame> format) {}

  private final Map<TextStream<HomeServerFrame>, Reply> replies =
      Collections.synchronizedMap(new WeakHashMap<>());

  /** Of a conversation's stream, which is found when all of a restored text is in it. */
  private final Object[] locks = new Object[LOCKS];

  ReplyStreams(Streams streams, StreamOptions options) {
    this.streams = streams;
    this.options = options;
    Arrays.setAll(locks, i -> new Object());
  }

  /** Opens the stream of a reply, the newest of its conversation. */
  TextStream<HomeServerFrame> open(Message reply) {
    synchronized (lock(reply.conversationId())) {
      return open(reply, options);
    }
  }

  /** A reply with all of its text so far, of which the store may have less. */
  Message withTextSoFar(Message reply) {
    return find(reply.conversationId())
        .filter(stream -> replies.get(stream).messageId().equals(reply.id()))
        .map(stream -> reply.withContent(stream.text()))
        .orElse(reply);
  }

  /** The running or last stream of a conversation. */
  Optional<TextStream<HomeServerFrame>> find(UUID conversationId) {
    synchronized (lock(conversationId)) {
      return streams.find(key(conversationId));
    }
  }

  /**
   * The stream of a reply that has ended and is known from the store only (H-35).
   *
   * @throws StoreException while running texts leave it no room
   */
  TextStream<HomeServerFrame> restore(Message reply) throws StoreException {
    synchronized (lock(reply.conversationId())) {
      Optional<TextStream<HomeServerFrame>> kept = find(reply.conversationId());
      return kept.isPresent() ? kept.get() : restored(reply);
    }
  }

  JoinResult join(Connection connection, TextStream<HomeServerFrame> stream, long offset) {
    return connection.join(stream, format(stream), offset);
  }

  /** The frame that ends a reply's stream (H-14, H-16). */
  static HomeServerFrame terminal(Message reply) {
    return reply
        .error()
        .<HomeServerFrame>map(error -> new ChatError(reply.conversationId(), error))
        .orElseGet(() -> new ChatDone(reply.conversationId(), reply.id()));
  }

  private TextStream<HomeServerFrame> restored(Message reply) throws StoreException {
    TextStream<HomeServerFrame> stream = open(reply, options.withoutCap());
    try (Taken found = Taken.of(() -> streams.forget(stream))) {
      if (stream.append(reply.content()) == AppendResult.TOO_LONG) {
        throw StoreException.noRoom("running texts take too much");
      }
      found.keep();
    } finally {
      stream.end(terminal(reply));
    }
    return stream;
  }

  private TextStream<HomeServerFrame> open(Message reply, StreamOptions as) {
    UUID conversationId = reply.conversationId();
    TextStream<HomeServerFrame> stream = streams.open(key(conversationId), as);
    replies.put(stream, new Reply(reply.id(), new ChatFormat(conversationId)));
    return stream;
  }

  private Object lock(UUID conversationId) {
    return locks[Math.floorMod(conversationId.hashCode(), LOCKS)];
  }

  private WireFormat<HomeServerFrame> format(TextStream<HomeServerFrame> stream) {
    return replies.get(stream).format();
  }

  private static String key(UUID conversationId) {
    return "home/chat/" + conversationId;
  }
}

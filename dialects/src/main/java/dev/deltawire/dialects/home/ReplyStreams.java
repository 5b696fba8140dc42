package dev.deltawire.dialects.home;

import dev.deltawire.model.home.HomeServerFrame;
import dev.deltawire.model.home.HomeServerFrame.ChatDone;
import dev.deltawire.model.home.HomeServerFrame.ChatError;
import dev.deltawire.server.Connection;
import dev.deltawire.server.JoinResult;
import dev.deltawire.server.StreamOptions;
import dev.deltawire.server.Streams;
import dev.deltawire.server.TextStream;
import dev.deltawire.server.WireFormat;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.WeakHashMap;

/** The streams of replies by conversation. Thread: any; does not block. */
final class ReplyStreams {

  private final Streams streams;
  private final StreamOptions options;

  /** One format a stream, so that its receivers share frames. */
  private final Map<TextStream<HomeServerFrame>, WireFormat<HomeServerFrame>> formats =
      new WeakHashMap<>();

  ReplyStreams(Streams streams, StreamOptions options) {
    this.streams = streams;
    this.options = options;
  }

  /** Opens the stream of a conversation's next reply. */
  synchronized TextStream<HomeServerFrame> open(UUID conversationId) {
    TextStream<HomeServerFrame> stream = streams.open(key(conversationId), options);
    formats.put(stream, new ChatFormat(conversationId));
    return stream;
  }

  /** The running or last stream of a conversation. */
  synchronized Optional<TextStream<HomeServerFrame>> find(UUID conversationId) {
    return streams.find(key(conversationId));
  }

  /** The stream of a reply that has ended and is known from the store only (H-35). */
  synchronized TextStream<HomeServerFrame> restore(Message reply) {
    UUID conversationId = reply.conversationId();
    return find(conversationId)
        .orElseGet(
            () -> {
              TextStream<HomeServerFrame> stream = open(conversationId);
              stream.append(reply.content());
              stream.end(terminal(reply));
              return stream;
            });
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

  private synchronized WireFormat<HomeServerFrame> format(TextStream<HomeServerFrame> stream) {
    return formats.get(stream);
  }

  private static String key(UUID conversationId) {
    return "home/chat/" + conversationId;
  }
}

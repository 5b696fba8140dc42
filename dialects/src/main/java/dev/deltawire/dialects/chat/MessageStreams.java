package dev.deltawire.dialects.chat;

import dev.deltawire.model.chat.ChatServerFrame.MessageComplete;
import dev.deltawire.model.chat.Message;
import dev.deltawire.server.Connection;
import dev.deltawire.server.Frame;
import dev.deltawire.server.JoinResult;
import dev.deltawire.server.StreamOptions;
import dev.deltawire.server.Streams;
import dev.deltawire.server.TextStream;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The running streams of this node by message. Thread: any; does not block. */
final class MessageStreams {

  /** A running stream and how it looks. */
  static final class Running {
    private final TextStream<StreamEnd> text;
    private final ChatFormat format;
    private volatile Frame complete;

    Running(TextStream<StreamEnd> text, ChatFormat format) {
      this.text = text;
      this.format = format;
    }

    TextStream<StreamEnd> text() {
      return text;
    }

    JoinResult join(Connection connection, long offset) {
      return connection.join(text, format, offset);
    }

    /** The terminal frame, once {@link MessageStreams#complete} has made it (C-19). */
    Frame complete() {
      return complete;
    }
  }

  private final Streams streams;
  private final StreamOptions options;
  private final Map<UUID, Running> running = new ConcurrentHashMap<>();

  MessageStreams(Streams streams, StreamOptions options) {
    this.streams = streams;
    this.options = options;
  }

  TextStream<StreamEnd> open(UUID messageId) {
    TextStream<StreamEnd> text = streams.open("chat/message/" + messageId, options);
    running.put(messageId, new Running(text, new ChatFormat(messageId)));
    return text;
  }

  Optional<Running> find(UUID messageId) {
    return Optional.ofNullable(running.get(messageId));
  }

  /** Makes the terminal frame of a stream, once for all sockets. */
  void complete(Message whole) {
    running.get(whole.id()).complete = ChatFrames.frame(new MessageComplete(whole));
  }

  /** Ends a stream, which is found no more. */
  void end(UUID messageId) {
    running.remove(messageId).text().end(StreamEnd.ENDED);
  }

  /** What {@link #asOfNow} takes, about. */
  long lengthNow(Message message) {
    long running = find(message.id()).map(r -> r.text().length()).orElse(0L);
    return Math.max(message.length(), running);
  }

  /** The message with the content that it has now (C-34). */
  Message asOfNow(Message message) {
    return message.isStreaming()
        ? find(message.id()).map(r -> message.withContent(r.text().text())).orElse(message)
        : message;
  }
}

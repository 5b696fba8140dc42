package dev.deltawire.benchmarks.peers;

import dev.deltawire.codec.DeltaTemplate;
import dev.deltawire.codec.HomeEncoder;
import dev.deltawire.codec.JsonWriter;
import dev.deltawire.model.home.HomeServerFrame;
import dev.deltawire.server.AppendResult;
import dev.deltawire.server.Connection;
import dev.deltawire.server.JoinResult;
import dev.deltawire.server.StreamOptions;
import dev.deltawire.server.Streams;
import dev.deltawire.server.TextStream;
import dev.deltawire.server.WireFormat;
import dev.deltawire.server.spi.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The streams that the load client's receivers join, one a path. */
final class ConversationStreams {

  /** How many paths there are. */
  static final int COUNT = 1000;

  /** The conversation of stream 0; the last digits of the others' count up. */
  private static final UUID CONVERSATION = UUID.fromString("5f0c2a5e-8f0b-4c57-9d0e-000000000000");

  /** Enough for every window, and a thousand times over still little of the heap. */
  private static final long RETAINED_BYTES = 1 << 16;

  private final StreamOptions options;
  private final List<WireFormat<HomeServerFrame>> formats = new ArrayList<>(COUNT);

  /** Of the production that runs or is next; null where nobody has joined. */
  private final List<TextStream<HomeServerFrame>> current = new ArrayList<>(COUNT);

  private final List<TextStream<HomeServerFrame>> former = new ArrayList<>(COUNT);
  private Streams streams;
  private int opened;

  ConversationStreams(boolean merge) {
    options =
        StreamOptions.STANDARD
            .withMaxBytes(Long.MAX_VALUE / 2)
            .withRetainedBytes(RETAINED_BYTES)
            .withMergeInStep(merge);
    for (int k = 0; k < COUNT; k++) {
      formats.add(new Conversation(HomeEncoder.delta(conversation(k))));
      current.add(null);
    }
  }

  private static UUID conversation(int k) {
    return new UUID(
        CONVERSATION.getMostSignificantBits(), CONVERSATION.getLeastSignificantBits() + k);
  }

  /** Where the streams are opened. */
  void start(Streams where) {
    streams = where;
  }

  /** A session that receives stream {@code k} from its beginning. */
  Session join(int k, Connection connection) {
    JoinResult result = connection.join(stream(k), formats.get(k), 0);
    if (result != JoinResult.JOINED) {
      throw new IllegalStateException("join: " + result);
    }
    return new Silence();
  }

  private synchronized TextStream<HomeServerFrame> stream(int k) {
    TextStream<HomeServerFrame> stream = current.get(k);
    if (stream == null) {
      stream = streams.open("stream-" + opened++, options);
      current.set(k, stream);
    }
    return stream;
  }

  /** The first {@code count} streams, for a producer; ends those of the production before. */
  synchronized List<TextStream<HomeServerFrame>> begin(int count) {
    former.forEach(stream -> stream.end(new HomeServerFrame.ChatDone(CONVERSATION, CONVERSATION)));
    former.clear();
    List<TextStream<HomeServerFrame>> begun = new ArrayList<>(count);
    for (int k = 0; k < count; k++) {
      begun.add(stream(k));
    }
    return begun;
  }

  /** Production has stopped: whoever joins now waits for the next one. */
  synchronized void rest() {
    for (int k = 0; k < COUNT; k++) {
      TextStream<HomeServerFrame> stream = current.set(k, null);
      if (stream != null) {
        former.add(stream);
      }
    }
  }

  /** Appends a token, which a stream without end always takes. */
  static void append(TextStream<HomeServerFrame> stream, String token) {
    AppendResult result = stream.append(token);
    if (result != AppendResult.APPENDED) {
      throw new IllegalStateException("append: " + result);
    }
  }

  private record Conversation(DeltaTemplate delta) implements WireFormat<HomeServerFrame> {
    @Override
    public void encode(HomeServerFrame event, JsonWriter out) {
      HomeEncoder.encode(event, out);
    }
  }
}

package dev.deltawire.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.deltawire.server.internal.rfc6455.FrameRules;
import dev.deltawire.server.internal.rfc6455.MessageReader;
import dev.deltawire.server.internal.rfc7692.Inflation;
import dev.deltawire.server.internal.rfc7692.MessageInflater;
import dev.deltawire.server.spi.EventLoop;
import dev.deltawire.server.spi.FrameSink;
import dev.deltawire.server.spi.MemoryBudget;
import dev.deltawire.server.spi.ProtocolViolation;
import dev.deltawire.server.spi.SilentListener;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The hot path from token to socket allocates nothing in steady state: append, lay out, write.
 *
 * <p>Run under the JIT and with {@code -Xint}, so that nothing rests on escape analysis.
 */
class AllocationTest {

  private static final int WARM_UP_TOKENS = 8_000;
  private static final int TOKENS = 4_000;
  private static final int PINGS = 500;

  /** A batch during which the JIT changes its mind may allocate; steady state is the least. */
  private static final int BATCHES = 5;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private boolean deflating;

  @SuppressWarnings("UnusedVariable") // keeps frames from being optimised away
  private Frame newest;

  private long nowNanos;
  private final EventLoop loop =
      EventLoop.create(() -> {}, () -> nowNanos, (where, error) -> failures.add(error));
  private static final List<Throwable> failures = new ArrayList<>();

  @ParameterizedTest(name = "{0} receivers, {1} tokens a flush, merging {2}, bytes {3}")
  @CsvSource({"1,1,false,false", "8,1,false,false", "8,16,false,true", "8,16,true,false"})
  @DisplayName("0 bytes a token on append + encode + flush")
  void allocatesNothing(int receivers, int batch, boolean merging, boolean utf8) {
    run(receivers, batch, merging, utf8, new TestFormat(), Integer.MAX_VALUE);
  }

  @ParameterizedTest(name = "sockets take {0} bytes at a time")
  @ValueSource(ints = {Integer.MAX_VALUE, 200})
  @DisplayName("0 bytes a token when deltas carry offsets, and when sockets take parts of frames")
  void allocatesNothingForOffsetsAndParts(int sip) {
    run(4, 1, false, false, new OffsetFormat(), sip);
  }

  @Test
  @DisplayName("X-12: 0 bytes a token when every delta is compressed")
  void allocatesNothingForCompressedDeltas() {
    deflating = true;
    run(4, 16, true, false, new TestFormat(), Integer.MAX_VALUE);
  }

  @ParameterizedTest(name = "takeover {0}")
  @ValueSource(booleans = {false, true})
  @DisplayName("X-12: 0 bytes a compressed message that comes in")
  void allocatesNothingForCompressedMessages(boolean takeover) {
    ByteBuffer wire = ByteBuffer.allocateDirect(64);
    byte[] hello = {(byte) 0xf2, 0x48, (byte) 0xcd, (byte) 0xc9, (byte) 0xc9, 0x07, 0x00};
    wire.put((byte) 0xC1).put((byte) (0x80 | hello.length)).putInt(0).put(hello).flip();
    try (Inflation inflation = new Inflation();
        MessageInflater inflater = new MessageInflater(inflation, takeover, 1000)) {
      MessageReader reader =
          new MessageReader(
              new FrameRules(1000, true, () -> 0), inflater, MemoryBudget.ofHeap().open(() -> {}));
      Texts texts = new Texts();
      long least = Long.MAX_VALUE;
      for (int i = 0; i < BATCHES && least > 0; i++) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int message = 0; message < TOKENS; message++) {
          reader.read(wire.position(0), texts);
        }
        least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
      }
      assertTrue(texts.bytes >= 5L * TOKENS, "each says Hello");
      assertEquals(0, least, "bytes for " + TOKENS + " messages");
    }
  }

  @Test
  @DisplayName("X-40 M-28: 0 bytes a ping and its pong, which nobody could have guessed")
  void allocatesNothingForPings() {
    loop.enter();
    Peers.Peer peer = Peers.inline().connect(loop);
    LastPing socket = new LastPing();
    peer.channel.sinkInstead(socket);
    beat(peer, socket, PINGS);
    long least = Long.MAX_VALUE;
    for (int i = 0; i < BATCHES && least > 0; i++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      beat(peer, socket, PINGS);
      least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
    }
    assertEquals(List.of(), failures);
    assertTrue(socket.pings >= 2 * PINGS, "each beat is a ping");
    assertEquals(0, least, "bytes for " + PINGS + " pings");
  }

  @Test
  @DisplayName("A frame of an encoded message allocates what it keeps, and nothing beside")
  void allocatesNothingBesideTheFrame() {
    byte[] payload = "{\"type\":\"ping.response\"}".getBytes(StandardCharsets.UTF_8);
    long ready = leastOf(() -> frames(Frame.text(payload, 0, payload.length)));
    long encoded = leastOf(() -> frames(Frame.text(payload, (bytes, json) -> json.raw(bytes))));
    assertTrue(ready > 0, "a frame is no nothing");
    assertEquals(ready, encoded, "bytes for " + PINGS + " frames");
  }

  private void frames(Frame frame) {
    newest = frame;
  }

  private static long leastOf(Runnable task) {
    long least = Long.MAX_VALUE;
    for (int i = 0; i <= BATCHES; i++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      for (int n = 0; n < PINGS; n++) {
        task.run();
      }
      least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
    }
    return least;
  }

  private void beat(Peers.Peer peer, LastPing socket, int count) {
    for (int i = 0; i < count; i++) {
      nowNanos += Peers.PING_INTERVAL.toNanos() + Peers.PONG_TIMEOUT.toNanos() / 2;
      loop.runPending();
      loop.runPending();
      peer.channel.listener.onPong(socket.payload.rewind());
    }
  }

  private void run(
      int receivers, int batch, boolean merging, boolean utf8, WireFormat<String> format, int sip) {
    StreamOptions options =
        StreamOptions.STANDARD
            .withMaxBytes(Long.MAX_VALUE)
            .withRetainedBytes(1 << 16)
            .withMergeInStep(merging);
    LogStream<String> stream = new LogStream<>("s", options, ended -> {});
    loop.enter();
    for (int i = 0; i < receivers; i++) {
      Peers peers = Peers.inline();
      peers.deflating(deflating);
      Peers.Peer peer = peers.connect(loop);
      peer.channel.sinkInstead(new Discarding(sip));
      peer.connection.join(stream, format, 0);
    }
    String[] tokens = {
      "word ", "\"q\" ", "é ", "漢字 ", "line\n", "😀 ".repeat(8), "longer text ".repeat(16)
    };
    byte[][] bytes = new byte[tokens.length][];
    for (int i = 0; i < tokens.length; i++) {
      bytes[i] = tokens[i].getBytes(StandardCharsets.UTF_8);
    }
    stream(stream, tokens, bytes, utf8, batch, WARM_UP_TOKENS);
    long least = Long.MAX_VALUE;
    for (int i = 0; i < BATCHES && least > 0; i++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      stream(stream, tokens, bytes, utf8, batch, TOKENS);
      least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
    }
    assertEquals(List.of(), failures);
    assertEquals(0, least, "bytes for " + TOKENS + " tokens");
  }

  private void stream(
      LogStream<String> stream,
      String[] tokens,
      byte[][] bytes,
      boolean utf8,
      int batch,
      int count) {
    for (int i = 0; i < count; i++) {
      int token = i % tokens.length;
      if (utf8) {
        stream.append(bytes[token], 0, bytes[token].length);
      } else {
        stream.append(tokens[token]);
      }
      if (i % batch == 0) {
        loop.runPending();
      }
    }
    loop.runPending();
  }

  /** Counts the bytes of texts. */
  private static final class Texts extends SilentListener {
    private long bytes;

    @Override
    public void onText(ByteBuffer utf8) {
      bytes += utf8.remaining();
    }

    @Override
    public void onViolation(ProtocolViolation violation) {
      throw new AssertionError(violation);
    }
  }

  /** A socket that remembers the last ping's payload. */
  private static final class LastPing implements FrameSink {
    private final ByteBuffer payload = ByteBuffer.allocate(Long.BYTES);
    private int pings;

    @Override
    public int write(ByteBuffer frames) {
      int count = frames.remaining();
      payload.putLong(0, frames.getLong(frames.limit() - Long.BYTES));
      frames.position(frames.limit());
      pings++;
      return count;
    }
  }

  /** A socket that takes so many bytes of each write. */
  private record Discarding(int sip) implements FrameSink {
    @Override
    public int write(ByteBuffer frames) {
      int count = Math.min(sip, frames.remaining());
      frames.position(frames.position() + count);
      return count;
    }
  }
}

package dev.deltawire.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.codec.DeltaTemplate;
import dev.deltawire.codec.JsonWriter;
import dev.deltawire.server.Peers.Peer;
import dev.deltawire.server.ServerFrames.Received;
import dev.deltawire.server.internal.rfc7692.Deflation;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.zip.Deflater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one thread, not the loop's, appends and sends leaves in the order of its calls. */
class ForeignSendTest {

  private final TestLoop loop = new TestLoop();
  private final Peers peers = Peers.inline();
  private final Peer peer = peers.connect(loop.loop);
  private final TestFormat format = new TestFormat();
  private final LogStream<String> one = new LogStream<>("1", StreamOptions.STANDARD, ended -> {});
  private final LogStream<String> two = new LogStream<>("2", StreamOptions.STANDARD, ended -> {});

  @AfterEach
  void noDefects() {
    assertEquals(List.of(), loop.errors);
    assertEquals(List.of(), peers.errors);
  }

  @Test
  @DisplayName("X-36 X-48: an end that comes after a send leaves after it")
  void x36_whatFollowsASendLeavesAfterIt() {
    join(peer, one);
    elsewhere(
        () -> {
          one.append("a");
          peer.connection.send(Frame.text("frame"));
          one.append("b");
          one.end("done");
        });
    loop.turn();
    assertEquals(
        List.of(delta("a"), "frame", delta("b"), TestFormat.event("done")),
        peer.channel.frames().payloads());
  }

  @Test
  @DisplayName("X-36: so it does when the loop has seen the end before it comes to the send")
  void x36_theSendIsFoundByWhoeverSeesWhatFollows() {
    Peer other = peers.connect(loop.loop);
    join(other, one);
    join(peer, one);
    join(peer, two);
    elsewhere(
        () -> {
          one.append("a");
          two.append("x");
          other.connection.send(Frame.text("other"));
          peer.connection.send(Frame.text("frame"));
          two.end("done2");
          one.end("done1");
        });
    loop.turn();
    List<String> payloads = peer.channel.frames().payloads();
    int frame = payloads.indexOf("frame");
    assertEquals(2, frame, payloads.toString());
    assertTrue(payloads.subList(0, 2).containsAll(List.of(delta("a"), delta("x"))));
    assertEquals(5, payloads.size(), payloads.toString());
    assertEquals(
        List.of(delta("a"), "other", TestFormat.event("done1")), other.channel.frames().payloads());
  }

  @Test
  @DisplayName("X-36: a flush interval holds up neither what a send follows nor what follows it")
  void x36_aFlushIntervalKeepsNothingBack() {
    StreamOptions paced = StreamOptions.STANDARD.withFlushInterval(Duration.ofMillis(20));
    LogStream<String> slow = new LogStream<>("p", paced, ended -> {});
    join(peer, slow);
    slow.append("first ");
    loop.turn();
    elsewhere(
        () -> {
          slow.append("second ");
          slow.append("third ");
          peer.connection.send(Frame.text("frame"));
          slow.append("fourth");
        });
    loop.turn();
    assertEquals(
        List.of(delta("first "), delta("second "), delta("third "), "frame"),
        peer.channel.frames().payloads());
    loop.advanceMillis(30);
    assertEquals(delta("fourth"), peer.channel.frames().payloads().get(4));
  }

  @Test
  @DisplayName("X-36 X-50: a join, a send and an end of another thread keep their order")
  void x36_aJoinKeepsItsPlace() {
    join(peers.connect(loop.loop), one);
    one.append("missed");
    loop.turn();
    elsewhere(
        () -> {
          peer.connection.send(Frame.text("before"));
          join(peer, one);
          peer.connection.send(Frame.text("after"));
          one.end("done");
        });
    loop.turn();
    assertEquals(
        List.of("before", delta("missed"), "after", TestFormat.event("done")),
        peer.channel.frames().payloads());
  }

  @Test
  @DisplayName("X-36: what the loop itself sends leaves behind what another thread sent before")
  void x36_theLoopDoesNotOvertake() {
    elsewhere(() -> peer.connection.send(Frame.text("theirs")));
    peer.connection.send(Frame.text("ours"));
    elsewhere(() -> peer.connection.send(Frame.text("last")));
    peer.connection.close(1000, "");
    loop.turn();
    assertEquals(List.of("theirs", "ours", "last"), peer.channel.frames().payloads().subList(0, 3));
  }

  @Test
  @DisplayName("X-43: an event that its format can't encode closes the connections with 1011")
  void x43_anEventThatCannotBeEncoded() {
    sendsBehindWhatCannotBeEncoded();
    peer.connection.outflow().settle();
    closesWithInternalError();
  }

  @Test
  @DisplayName("X-43: also when whoever closes the connection is the first to come to that event")
  void x43_whatCannotBeEncodedIsFoundByAClose() {
    sendsBehindWhatCannotBeEncoded();
    peer.connection.close(1000, "");
    closesWithInternalError();
  }

  @Test
  @DisplayName("X-43: a send that fails to arrive closes its connection; what is behind it lets go")
  void x43_aSendThatCannotArrive() {
    elsewhere(
        () -> {
          peer.connection.outflow().enqueue(new Failing());
          peer.connection.send(Frame.text("frame"));
          peer.connection.sendAll(List.of(Frame.text("backlog")).iterator(), 1000);
          join(peer, one);
        });
    closesWithInternalError();
    assertEquals(0, peers.memory.heldBytes());
    assertEquals(0, peer.connection.receives());
  }

  @Test
  @DisplayName("X-43: also when the loop sends: whose turn it is has others to send to")
  void x43_aSendOfTheLoopThatCannotArrive() {
    peer.connection.outflow().enqueue(new Failing());
    closesWithInternalError();
  }

  @Test
  @DisplayName("X-43: a frame that can't be compressed closes the connection, and is held no more")
  void x43_aFrameThatCannotBeCompressed() throws ReflectiveOperationException {
    peers.deflating(true);
    Peer inflating = peers.connect(loop.loop);
    inflating.channel.allowance = 0;
    inflating.connection.send(Frame.text("a".repeat(Peers.COMPRESSED_FROM)));
    loop.turn();
    breakDeflater();
    elsewhere(() -> inflating.connection.send(Frame.text("b".repeat(Peers.COMPRESSED_FROM))));
    loop.turn();
    inflating.channel.allow(Long.MAX_VALUE);
    assertEquals(1011, inflating.channel.frames().all().get(0).data().getShort());
    assertEquals(0, peers.memory.heldBytes());
    peers.errors.clear();
    peers.close();
  }

  /** Ends what compresses, so that it throws. */
  private void breakDeflater() throws ReflectiveOperationException {
    Field field = Deflation.class.getDeclaredField("deflater");
    field.setAccessible(true);
    ((Deflater) field.get(peers.contextOf(loop.loop).deflation())).end();
  }

  private static final class Failing extends ForeignSends.Sending {
    @Override
    void arrive() {
      throw new IllegalStateException("a defect");
    }
  }

  private void sendsBehindWhatCannotBeEncoded() {
    WireFormat<String> broken =
        new WireFormat<>() {
          @Override
          public DeltaTemplate delta() {
            return format.delta();
          }

          @Override
          public void encode(String event, JsonWriter out) {
            throw new IllegalStateException("broken");
          }
        };
    peer.connection.join(one, broken, 0);
    loop.turn();
    elsewhere(
        () -> {
          one.emit("event");
          peer.connection.send(Frame.text("frame"));
        });
  }

  private void closesWithInternalError() {
    loop.turn();
    assertEquals(1011, peer.channel.frames().all().get(0).data().getShort());
    assertEquals(1, peers.errors.size());
    peers.errors.clear();
    loop.errors.clear();
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  @DisplayName("X-36 X-46: whatever the loop sees when, on sockets of any speed")
  void x36_orderHolds(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 40; i++) {
      new Story(new Random(random.nextLong())).play();
    }
  }

  /** Threads that each own a stream and tell all peers of what they have done to it. */
  private final class Story {
    private final Random random;
    private final List<LogStream<String>> streams = new ArrayList<>();
    private final List<Peer> receivers = new ArrayList<>();

    Story(Random random) {
      this.random = random;
    }

    void play() {
      for (int i = 0; i < 3; i++) {
        streams.add(new LogStream<>("" + i, StreamOptions.STANDARD, ended -> {}));
        receivers.add(peers.connect(loop.loop));
      }
      receivers.forEach(receiver -> streams.forEach(stream -> join(receiver, stream)));
      loop.turn();
      receivers.forEach(receiver -> receiver.channel.allowance = random.nextInt(2) * 1_000_000L);
      List<CompletableFuture<Void>> producers =
          streams.stream()
              .map(stream -> CompletableFuture.runAsync(() -> produce(stream, random.nextLong())))
              .toList();
      while (!producers.stream().allMatch(CompletableFuture::isDone)) {
        loop.turn();
        receivers.get(0).channel.allow(40);
      }
      producers.forEach(CompletableFuture::join);
      receivers.forEach(receiver -> receiver.channel.allow(Long.MAX_VALUE));
      loop.turn();
      receivers.forEach(receiver -> check(receiver.channel.frames().all()));
    }

    private void produce(LogStream<String> stream, long seed) {
      Random own = new Random(seed);
      for (int i = 0; i < 60; i++) {
        switch (own.nextInt(3)) {
          case 0 -> stream.append(stream.key());
          case 1 -> stream.emit(stream.key() + "-" + i);
          default ->
              receivers.forEach(receiver -> receiver.connection.send(Frame.text(told(stream))));
        }
      }
      stream.end("done");
    }

    /** What a stream's own thread knows of it: how long it is. */
    private String told(LogStream<String> stream) {
      return stream.key() + ":" + stream.length();
    }

    private void check(List<Received> frames) {
      int[] length = new int[streams.size()];
      int ends = 0;
      for (Received frame : frames) {
        if (frame.isDelta()) {
          length[frame.text().charAt(0) - '0'] += frame.text().length();
        } else if (frame.payload().startsWith("{")) {
          ends += frame.payload().equals(TestFormat.event("done")) ? 1 : 0;
        } else {
          String[] told = frame.payload().split(":", -1);
          assertEquals(Integer.parseInt(told[1]), length[Integer.parseInt(told[0])]);
        }
      }
      assertEquals(streams.size(), ends);
      for (int i = 0; i < length.length; i++) {
        assertEquals(streams.get(i).length(), length[i]);
      }
    }
  }

  private void join(Peer receiver, LogStream<String> stream) {
    assertEquals(JoinResult.JOINED, receiver.connection.join(stream, format, 0));
  }

  private static String delta(String text) {
    return "{\"d\":\"" + text + "\"}";
  }

  /** Runs calls on another thread, one after the other, while the loop does nothing. */
  private static void elsewhere(Runnable calls) {
    CompletableFuture.runAsync(calls).join();
  }
}

package dev.deltawire.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.server.Peers.Peer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The property that proves the design: whatever the text, its chunking, the speed of a receiver and
 * the time and offset of its joining, the concatenation of its deltas is byte-identical to the text
 * from its offset on, and the terminal frame comes last, once. Between the deltas stand the events
 * that its format shows, in their places: those since its joining, or all of a replay.
 */
class StreamPropertyTest {

  private static final String[] PIECES = {
    "a",
    " ",
    "word ",
    "\"quoted\"",
    "\\",
    "\n",
    "\t\r",
    "\u0001",
    "\u001f",
    "é",
    "ß",
    "漢字",
    "\u2028",
    "😀",
    "👩‍👩‍👧",
    "\uD83D",
    "\uDE00",
    "\u0000",
    "</script>",
    "x".repeat(100),
    "ü".repeat(3000),
    ""
  };

  private static final int ROUNDS = 100;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  @DisplayName(
      "X-44 X-45 X-46 X-47 X-48 X-50 X-51: every receiver gets exactly the text from its offset")
  void concatenationIsIdentical(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      new Round(new Random(random.nextLong())).play();
    }
  }

  /** One stream with its receivers. */
  private static final class Round {
    private final Random random;
    private final TestLoop loop = new TestLoop();
    private final Peers peers = Peers.inline();
    private final TestFormat[] formats = {
      new TestFormat(), new TestFormat(Round::even), new TestFormat(event -> false)
    };
    private final LogStream<String> stream;
    private final List<Receiver> receivers = new ArrayList<>();
    private final StringBuilder appended = new StringBuilder();
    private final List<Integer> eventsAt = new ArrayList<>();

    private record Receiver(
        Peer peer, TestFormat format, boolean deflating, int offset, int eventsBefore) {}

    Round(Random random) {
      this.random = random;
      StreamOptions options =
          StreamOptions.STANDARD.withMergeInStep(random.nextBoolean()).withReplay(true);
      stream = new LogStream<>("s", options, ended -> {});
    }

    void play() {
      int steps = 5 + random.nextInt(200);
      for (int i = 0; i < steps; i++) {
        step();
      }
      stream.end("done");
      loop.turn();
      if (random.nextBoolean()) {
        join();
        loop.turn();
      }
      receivers.forEach(receiver -> receiver.peer.channel.allow(Long.MAX_VALUE));
      loop.turn();
      loop.errors.forEach(Throwable::printStackTrace);
      assertEquals(List.of(), loop.errors);
      assertEquals(List.of(), peers.errors);
      receivers.forEach(this::check);
      peers.close();
    }

    private void step() {
      switch (random.nextInt(10)) {
        case 0 -> join();
        case 1 -> loop.turn();
        case 2 -> appendEvent();
        case 3 -> allowSome();
        case 4 -> appendBytes();
        default -> appendText();
      }
    }

    private void join() {
      boolean deflating = random.nextBoolean();
      peers.deflating(deflating);
      Peer peer = peers.connect(loop.loop);
      if (random.nextBoolean()) {
        peer.channel.allowance = random.nextInt(500);
      }
      byte[] soFar = stream.text().getBytes(StandardCharsets.UTF_8);
      int offset = codePointBoundary(soFar);
      TestFormat format = formats[random.nextInt(formats.length)];
      if (random.nextInt(3) == 0) {
        assertEquals(JoinResult.JOINED, peer.connection.replay(stream, format));
        receivers.add(new Receiver(peer, format, deflating, 0, 0));
      } else {
        assertEquals(JoinResult.JOINED, peer.connection.join(stream, format, offset));
        receivers.add(new Receiver(peer, format, deflating, offset, eventsAt.size()));
      }
    }

    private static boolean even(String event) {
      return event.equals("done") || event.charAt(event.length() - 1) % 2 == 0;
    }

    private int codePointBoundary(byte[] utf8) {
      int offset = random.nextInt(utf8.length + 1);
      while (offset < utf8.length && (utf8[offset] & 0xC0) == 0x80) {
        offset++;
      }
      return offset;
    }

    private void appendText() {
      String piece = PIECES[random.nextInt(PIECES.length)];
      assertEquals(AppendResult.APPENDED, stream.append(piece));
      appended.append(piece);
    }

    private void appendBytes() {
      if (!appended.isEmpty()
          && Character.isHighSurrogate(appended.charAt(appended.length() - 1))) {
        return; // characters and bytes can't share one code point
      }
      byte[] utf8 = "naïve 😀 漢".getBytes(StandardCharsets.UTF_8);
      int cut = random.nextInt(utf8.length);
      stream.append(utf8, 0, cut);
      stream.append(utf8, cut, utf8.length - cut);
      appended.append("naïve 😀 漢");
    }

    private void appendEvent() {
      stream.emit("e" + eventsAt.size());
      if (!appended.isEmpty()
          && Character.isHighSurrogate(appended.charAt(appended.length() - 1))) {
        appended.setCharAt(appended.length() - 1, '\uFFFD');
      }
      eventsAt.add((int) stream.length());
    }

    private void allowSome() {
      for (Receiver receiver : receivers) {
        if (random.nextBoolean()) {
          receiver.peer.channel.allow(random.nextInt(3000));
        }
      }
    }

    private void check(Receiver receiver) {
      byte[] whole = utf8(appended);
      String expected =
          new String(
              whole, receiver.offset, whole.length - receiver.offset, StandardCharsets.UTF_8);
      ServerFrames frames = receiver.peer.channel.frames();
      assertEquals(expected, frames.text());
      assertCompressed(receiver, frames);
      assertEquals(0, frames.incompleteBytes());
      assertTrue(frames.deltas().stream().noneMatch(String::isEmpty));
      assertEquals(expectedEvents(receiver), eventsAndPlaces(receiver, frames));
      assertEquals(0, receiver.peer.connection.receives());
    }

    private static void assertCompressed(Receiver receiver, ServerFrames frames) {
      for (ServerFrames.Received frame : frames.all()) {
        boolean certainly = frame.payload().contains("ü".repeat(200));
        boolean possibly = frame.data().limit() >= Peers.COMPRESSED_FROM;
        assertTrue(receiver.deflating ? frame.deflated() || !certainly : !frame.deflated());
        assertTrue(possibly || !frame.deflated());
      }
    }

    private List<String> expectedEvents(Receiver receiver) {
      List<String> expected = new ArrayList<>();
      for (int i = receiver.eventsBefore; i < eventsAt.size(); i++) {
        if (receiver.format.shows("e" + i)) {
          expected.add(eventsAt.get(i) + " " + TestFormat.event("e" + i));
        }
      }
      if (receiver.format.shows("done")) {
        expected.add(utf8(appended).length + " " + TestFormat.event("done"));
      }
      return expected;
    }

    /** Each event frame with the length of the text before it. */
    private static List<String> eventsAndPlaces(Receiver receiver, ServerFrames frames) {
      List<String> events = new ArrayList<>();
      int at = receiver.offset;
      for (ServerFrames.Received frame : frames.all()) {
        if (frame.isDelta()) {
          at += frame.text().getBytes(StandardCharsets.UTF_8).length;
        } else {
          events.add(at + " " + frame.payload());
        }
      }
      return events;
    }
  }

  private static byte[] utf8(CharSequence text) {
    return withoutLoneSurrogates(text).getBytes(StandardCharsets.UTF_8);
  }

  private static String withoutLoneSurrogates(CharSequence text) {
    StringBuilder clean = new StringBuilder();
    text.codePoints()
        .map(point -> point >= 0xD800 && point <= 0xDFFF ? 0xFFFD : point)
        .forEach(clean::appendCodePoint);
    return clean.toString();
  }
}

package dev.deltawire.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.server.Peers.Peer;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BrokenFormatTest {

  private final TestLoop loop = new TestLoop();
  private final Peers peers = Peers.inline();
  private final LogStream<String> stream =
      new LogStream<>("s", StreamOptions.STANDARD.withReplay(true), ended -> {});

  @Test
  @DisplayName("X-43: a format that fails for who comes late is reported, and closes that one")
  void lateReceiversBreak() {
    Peer first = peers.connect(loop.loop);
    assertEquals(JoinResult.JOINED, first.connection.join(stream, new TestFormat(), 0));
    stream.emit("event");
    stream.append("text");
    loop.turn();
    Peer late = peers.connect(loop.loop);
    late.connection.send(Frame.text("before"));
    IllegalStateException defect = new IllegalStateException("a defect");
    TestFormat broken =
        new TestFormat(
            event -> {
              throw defect;
            });
    assertEquals(JoinResult.JOINED, late.connection.replay(stream, broken));
    loop.turn();
    assertEquals(List.of(defect), peers.errors);
    assertEquals(List.of(), loop.errors);
    assertFalse(late.connection.isOpen());
    assertEquals(0, late.connection.receives());
    List<ServerFrames.Received> frames = late.channel.frames().all();
    assertEquals(2, frames.size());
    assertEquals(0x8, frames.get(1).opcode());
    assertTrue(first.connection.isOpen());
  }
}

package dev.deltawire.gateway.outside;

import dev.deltawire.tck.RawPeer;
import dev.deltawire.tck.WireFrame;
import java.io.EOFException;
import java.io.IOException;

/** A socket of a well-behaved client: it answers pings and reads one message after the other. */
public final class Wire implements AutoCloseable {

  private static final int TEXT = 0x1;
  private static final int CLOSE = 0x8;
  private static final int PING = 0x9;

  private final RawPeer peer;

  Wire(RawPeer peer) {
    this.peer = peer;
  }

  public void send(String json) throws IOException {
    peer.sendText(json);
  }

  /** The next message; a close frame is the end of the file. */
  public Json next() throws IOException {
    WireFrame frame = peer.frame();
    while (frame.opcode() != TEXT) {
      if (frame.opcode() == CLOSE) {
        throw new EOFException(frame.closeCode() + " " + frame.closeReason());
      }
      if (frame.opcode() == PING) {
        peer.sendPong(frame.payload());
      }
      frame = peer.frame();
    }
    return Json.of(frame.text());
  }

  @Override
  public void close() throws IOException {
    peer.close();
  }
}

package dev.deltawire.gateway.attack;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;

/** One hostile socket, driven a step at a time without ever blocking. */
final class Foe {

  private static final ByteBuffer NONE = ByteBuffer.allocate(0);
  private static final int PIECES_A_STEP = 16;
  private static final int SMALL_BUFFER = 4096;
  private static final long TRICKLE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private final Attack attack;
  private final Iterator<byte[]> pieces;
  private final ServerBytes answers;
  private final SocketChannel channel;
  private ByteBuffer sending;
  private long nextPieceNanos;
  private long nextReadNanos;
  private String atEnd = "end";
  private String outcome;

  Foe(Attack attack, Target target, int number, String prepared) throws IOException {
    this.attack = attack;
    this.pieces = attack.pieces(prepared);
    this.answers = new ServerBytes(attack.isUpgraded());
    this.sending = attack.isUpgraded() ? ByteBuffer.wrap(attack.openingOf(number)) : NONE;
    InetSocketAddress address = target.address(attack.port());
    channel = SocketChannel.open();
    if (attack.reading() != Attack.Reading.ALL) {
      channel.setOption(StandardSocketOptions.SO_RCVBUF, SMALL_BUFFER);
    }
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.connect(address);
    channel.configureBlocking(false);
  }

  /** What it has met with so far; {@code null} while the connection is up. */
  String outcome() {
    return outcome;
  }

  /** Writes and reads what can be now. */
  void step(long now, ByteBuffer scratch) {
    if (outcome != null) {
      return;
    }
    try {
      write(now);
      if (mayRead(now)) {
        read(scratch.clear().limit(isTrickling() && answers.isOpen() ? 1 : scratch.capacity()));
      }
    } catch (IOException e) {
      atEnd = "reset"; // once a write has told of it, a read tells of the end only
      finish(scratch, atEnd);
    }
  }

  /** Reads on, whatever it did until now. */
  void readOn(ByteBuffer scratch) {
    try {
      while (outcome == null && read(scratch.clear())) {
        Thread.onSpinWait();
      }
    } catch (IOException e) {
      end("reset");
    }
  }

  /** Reads what is left, and gives up. */
  void finish(ByteBuffer scratch) {
    finish(scratch, "open");
  }

  private void finish(ByteBuffer scratch, String otherwise) {
    readOn(scratch);
    end(otherwise);
  }

  private boolean isTrickling() {
    return attack.reading() == Attack.Reading.TRICKLE;
  }

  private boolean mayRead(long now) {
    if (!answers.isOpen() || attack.reading() == Attack.Reading.ALL) {
      return true;
    }
    boolean due = isTrickling() && now - nextReadNanos >= 0;
    nextReadNanos = due ? now + TRICKLE_NANOS : nextReadNanos;
    return due;
  }

  private void write(long now) throws IOException {
    boolean mayGoOn = !attack.isUpgraded() || answers.isOpen();
    for (int i = 0; i < PIECES_A_STEP && mayGoOn && isDue(now); i++) {
      sending = ByteBuffer.wrap(pieces.next());
      nextPieceNanos = now + TimeUnit.MILLISECONDS.toNanos(attack.pieceMillis());
      channel.write(sending);
    }
    if (sending.hasRemaining()) {
      channel.write(sending);
    } else if (attack.isResetting() && mayGoOn && !pieces.hasNext()) {
      channel.setOption(StandardSocketOptions.SO_LINGER, 0);
      end("done");
    }
  }

  private boolean isDue(long now) {
    return !sending.hasRemaining() && now - nextPieceNanos >= 0 && pieces.hasNext();
  }

  /** Whether something came. */
  private boolean read(ByteBuffer into) throws IOException {
    int count = channel.read(into);
    if (count < 0) {
      end(atEnd);
      return false;
    }
    answers.accept(into.flip());
    if (answers.verdict() != null) {
      end(answers.verdict());
    }
    return count > 0;
  }

  private void end(String how) {
    if (outcome == null) {
      outcome = answers.verdict() == null ? how : answers.verdict();
      try {
        channel.close();
      } catch (IOException e) { // closed it is
        outcome += "!";
      }
    }
  }
}

package dev.deltawire.server.internal.net;

import dev.deltawire.server.spi.Holding;
import dev.deltawire.server.spi.MemoryBudget;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** A socket without a network, which takes everything. */
final class TestSocket implements SocketConnection {
  private final Holding holding = MemoryBudget.ofHeap().open(() -> {});
  private final SocketOutput output;
  private final SocketLoop loop;

  /** Its wire has a defect that nobody expects. */
  boolean broken;

  /** Whoever asks for its output meets that there is no memory. */
  boolean noMemory;

  boolean closed;
  int spent;

  TestSocket(SocketLoop loop) {
    this.loop = loop;
    this.output = new SocketOutput(this, new Wire());
  }

  @Override
  public SocketLoop loop() {
    return loop;
  }

  @Override
  public Holding holding() {
    return holding;
  }

  @Override
  public SocketOutput output() {
    if (noMemory) {
      throw new OutOfMemoryError("no output");
    }
    return output;
  }

  @Override
  public InetSocketAddress remoteAddress() {
    return InetSocketAddress.createUnresolved("peer", 1);
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  @Override
  public void awaitWritable() {}

  @Override
  public void spent(int bytes) {
    spent += bytes;
  }

  @Override
  public void pauseReads() {}

  @Override
  public void resumeReads() {}

  @Override
  public void finish() {}

  @Override
  public void abort() {
    closed = true;
  }

  @Override
  public void close() {
    closed = true;
  }

  /** Takes everything, until it is broken. */
  private final class Wire implements SocketWire {
    @Override
    public boolean connected() {
      return true;
    }

    @Override
    public boolean wantsInput() {
      return false;
    }

    @Override
    public int read(ByteBuffer in) {
      return 0;
    }

    @Override
    public boolean write(ByteBuffer bytes) {
      if (broken) {
        throw new IllegalStateException("no wire");
      }
      bytes.position(bytes.limit());
      return true;
    }

    @Override
    public boolean flush() {
      return true;
    }

    @Override
    public boolean holdsOutput() {
      return false;
    }

    @Override
    public boolean end() {
      return true;
    }

    @Override
    public void close() {}

    @Override
    public void abort() {}
  }
}

package dev.deltawire.server.internal.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** Bytes as they are; it holds none. */
final class PlainWire implements SocketWire {

  private final SocketLoop loop;
  private final SocketChannel channel;

  /** The wire of a socket that is not blocking. */
  PlainWire(SocketLoop loop, SocketChannel channel) {
    this.loop = loop;
    this.channel = channel;
  }

  @Override
  public boolean connected() {
    return channel.isConnected();
  }

  @Override
  public boolean wantsInput() {
    return true;
  }

  @Override
  public int read(ByteBuffer in) throws IOException {
    int limit = in.limit();
    in.limit(in.position() + Math.min(in.remaining(), loop.readShare()));
    try {
      return channel.read(in);
    } finally {
      in.limit(limit);
    }
  }

  @Override
  public boolean write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      int asked =
          bytes.isDirect()
              ? bytes.remaining()
              : Math.min(bytes.remaining(), SocketLoop.BUFFER_BYTES);
      int written = bytes.isDirect() ? channel.write(bytes) : writeThroughBuffer(bytes, asked);
      if (written < asked) {
        return false;
      }
    }
    return true;
  }

  private int writeThroughBuffer(ByteBuffer bytes, int count) throws IOException {
    ByteBuffer direct = loop.writeBuffer().clear();
    int from = bytes.position();
    int limit = bytes.limit();
    direct.put(bytes.limit(from + count)).flip();
    bytes.limit(limit).position(from);
    int written = channel.write(direct);
    bytes.position(from + written);
    return written;
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
  public boolean end() throws IOException {
    channel.shutdownOutput();
    return true;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  @Override
  public void abort() throws IOException {
    channel.close();
  }
}

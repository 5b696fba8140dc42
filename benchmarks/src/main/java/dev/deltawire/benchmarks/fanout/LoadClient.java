package dev.deltawire.benchmarks.fanout;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** Many receivers on one thread. */
final class LoadClient implements AutoCloseable {

  private static final int BUFFER_BYTES = 1 << 20;

  /** The key of RFC 6455 §1.3 and the answer to it. */
  private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

  private static final String ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";
  private static final String HEAD_END = "\r\n\r\n";

  private final ExpectedText expected = new ExpectedText();
  private final Selector selector = Selector.open();
  private final List<Receiver> receivers = new ArrayList<>();
  private final byte[] buffer = new byte[BUFFER_BYTES];

  LoadClient() throws IOException {}

  /** Adds so many connections, one after the other. */
  void connect(InetSocketAddress server, int count) throws IOException {
    for (int n = 0; n < count; n++) {
      SocketChannel channel = SocketChannel.open(server);
      Receiver receiver = new Receiver(channel, expected);
      receivers.add(receiver);
      upgrade(channel, server);
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ, receiver);
    }
  }

  /** Reads what has come, or comes within the time, once from each connection; returns bytes. */
  long poll(Progress progress, long timeoutMillis) throws IOException {
    long[] bytes = {0};
    try {
      selector.select(
          key -> bytes[0] += read((Receiver) key.attachment(), progress), timeoutMillis);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return bytes[0];
  }

  /** Deltas received by all. */
  long frames() {
    return receivers.stream().mapToLong(Receiver::frames).sum();
  }

  /** Tokens received by all. */
  long tokens() {
    return receivers.stream().mapToLong(Receiver::tokens).sum();
  }

  /** Whether every receiver has the terminal message and, before it, exactly so many tokens. */
  boolean complete(long tokens) throws IOException {
    for (Receiver receiver : receivers) {
      if (!receiver.ended()) {
        return false;
      }
      if (receiver.tokens() != tokens) {
        throw new IOException(receiver.tokens() + " tokens instead of " + tokens);
      }
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    for (Receiver receiver : receivers) {
      receiver.channel().close();
    }
    selector.close();
  }

  private int read(Receiver receiver, Progress progress) {
    try {
      long before = receiver.tokens();
      int count = receiver.read(buffer);
      progress.advanced(before, receiver.tokens());
      return count;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void upgrade(SocketChannel channel, InetSocketAddress server) throws IOException {
    String request =
        "GET "
            + FanOutDialect.MOUNT
            + " HTTP/1.1\r\n"
            + "Host: "
            + server.getHostString()
            + ":"
            + server.getPort()
            + "\r\n"
            + "Upgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
            + KEY
            + HEAD_END;
    channel.write(ByteBuffer.wrap(request.getBytes(ISO_8859_1)));
    StringBuilder head = new StringBuilder();
    ByteBuffer one = ByteBuffer.allocate(1); // not a byte of what follows the head
    while (head.indexOf(HEAD_END) < 0) {
      if (channel.read(one.clear()) < 0) {
        throw new EOFException("no upgrade: " + head);
      }
      head.append((char) one.get(0));
    }
    if (!head.toString().startsWith("HTTP/1.1 101 ") || head.indexOf(ACCEPT) < 0) {
      throw new IOException("no upgrade: " + head);
    }
  }
}

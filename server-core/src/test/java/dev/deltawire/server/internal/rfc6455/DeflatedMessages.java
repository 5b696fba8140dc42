package dev.deltawire.server.internal.rfc6455;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.Deflater;

/** A client's compressor, by {@link Deflater} alone. */
final class DeflatedMessages implements AutoCloseable {

  private static final int TAIL_BYTES = 4;

  private final Random random;
  private final boolean takeover;
  private Deflater deflater;

  DeflatedMessages(Random random, boolean takeover) {
    this.random = random;
    this.takeover = takeover;
    deflater = fresh();
  }

  /** One message's payload: blocks of every kind, empty ones among them, and no tail. */
  byte[] compress(byte[] plain) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int at = 0;
    while (at < plain.length) {
      int count = 1 + random.nextInt(plain.length - at);
      deflater.setInput(plain, at, count);
      at += count;
      switch (random.nextInt(4)) {
        case 0 -> drain(out, Deflater.NO_FLUSH);
        case 1 -> drain(out, Deflater.SYNC_FLUSH);
        case 2 -> drain(out, takeover ? Deflater.SYNC_FLUSH : Deflater.FULL_FLUSH);
        default -> endStream(out);
      }
    }
    if (random.nextInt(8) == 0) {
      endStream(out);
      return random.nextBoolean() ? out.toByteArray() : with(out, 0); // RFC 7692 §7.2.3.5
    }
    drain(out, Deflater.SYNC_FLUSH);
    byte[] payload = out.toByteArray();
    if (!takeover) {
      renew();
    }
    return payload.length < TAIL_BYTES
        ? new byte[] {0} // §7.2.3.6
        : Arrays.copyOf(payload, payload.length - TAIL_BYTES);
  }

  @Override
  public void close() {
    deflater.end();
  }

  /** A final block; what follows it starts anew. */
  private void endStream(ByteArrayOutputStream out) {
    deflater.finish();
    drain(out, Deflater.NO_FLUSH);
    renew();
  }

  private void drain(ByteArrayOutputStream out, int flush) {
    byte[] piece = new byte[4096];
    int count = deflater.deflate(piece, 0, piece.length, flush);
    while (count > 0) {
      out.write(piece, 0, count);
      count = count < piece.length ? 0 : deflater.deflate(piece, 0, piece.length, flush);
    }
  }

  private void renew() {
    deflater.end();
    deflater = fresh();
  }

  private Deflater fresh() {
    Deflater made = new Deflater(random.nextInt(10), true);
    int[] strategies = {
      Deflater.DEFAULT_STRATEGY, Deflater.HUFFMAN_ONLY, Deflater.FILTERED, Deflater.DEFAULT_STRATEGY
    };
    made.setStrategy(strategies[random.nextInt(strategies.length)]);
    made.deflate(new byte[1]); // the JDK applies a strategy with the first call, and no flush then
    return made;
  }

  private static byte[] with(ByteArrayOutputStream out, int last) {
    out.write(last);
    return out.toByteArray();
  }
}

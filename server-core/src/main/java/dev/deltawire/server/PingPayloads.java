package dev.deltawire.server;

import java.security.SecureRandom;

/**
 * What the pings of one server carry: numbers that no peer can guess, so that only a pong to the
 * ping itself matches it.
 *
 * <p>SipHash-2-4 of the connection and its ping's number under a key of this process: unlike a
 * generator of random numbers it tells nothing of the next ping, keeps no state and allocates
 * nothing. Thread: any.
 */
final class PingPayloads {

  private static final int COMPRESSION_ROUNDS = 2;
  private static final int FINAL_ROUNDS = 4;

  /** The last block of a message of 16 bytes: its length and nothing else. */
  private static final long LENGTH_BLOCK = (2L * Long.BYTES) << 56;

  private final long key0;
  private final long key1;

  PingPayloads(long key0, long key1) {
    this.key0 = key0;
    this.key1 = key1;
  }

  /** Payloads under a fresh key. */
  static PingPayloads create() {
    SecureRandom random = new SecureRandom();
    return new PingPayloads(random.nextLong(), random.nextLong());
  }

  /** The payload of a connection's ping. */
  long of(long connection, long number) {
    long v0 = key0 ^ 0x736f6d6570736575L;
    long v1 = key1 ^ 0x646f72616e646f6dL;
    long v2 = key0 ^ 0x6c7967656e657261L;
    long v3 = key1 ^ 0x7465646279746573L;
    for (int block = 0; block < 4; block++) {
      long word = block == 0 ? connection : block == 1 ? number : block == 2 ? LENGTH_BLOCK : 0;
      boolean last = block == 3;
      v3 ^= word;
      v2 ^= last ? 0xff : 0;
      for (int round = last ? FINAL_ROUNDS : COMPRESSION_ROUNDS; round > 0; round--) {
        v0 += v1;
        v2 += v3;
        v1 = Long.rotateLeft(v1, 13) ^ v0;
        v3 = Long.rotateLeft(v3, 16) ^ v2;
        v0 = Long.rotateLeft(v0, 32);
        v2 += v1;
        v0 += v3;
        v1 = Long.rotateLeft(v1, 17) ^ v2;
        v3 = Long.rotateLeft(v3, 21) ^ v0;
        v2 = Long.rotateLeft(v2, 32);
      }
      v0 ^= word;
    }
    return v0 ^ v1 ^ v2 ^ v3;
  }
}

package dev.deltawire.server.internal.rfc6455;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * RFC 1951 and RFC 7692 §7.2.2 as plainly as they can be read: one bit after the other, and all
 * that a client has sent anew for each message. It shares nothing with what it judges.
 */
final class InflateOracle {

  private static final byte[] TAIL = {0, 0, (byte) 0xFF, (byte) 0xFF};
  private static final int[] ORDER = {
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15
  };
  private static final int LONGEST_CODE = 15;
  private static final int END_OF_BLOCK = 256;

  /** What a message cannot be made of. */
  static final class Breach extends Exception {
    private static final long serialVersionUID = 1;
    private final int code;

    Breach(int code) {
      super(null, null, false, false);
      this.code = code;
    }

    int code() {
      return code;
    }
  }

  /** The bits have ended in the middle of something. */
  private static final class Out extends Exception {
    private static final long serialVersionUID = 1;

    Out() {
      super(null, null, false, false);
    }
  }

  private final boolean takeover;
  private final int maxBytes;

  /** What may be referred to, and all input since then. */
  private byte[] history = {};

  private byte[] input = {};

  /** Bytes of output that earlier messages were. */
  private int told;

  private int bit;
  private ByteArrayOutputStream output = new ByteArrayOutputStream();

  InflateOracle(boolean takeover, int maxBytes) {
    this.takeover = takeover;
    this.maxBytes = maxBytes;
  }

  byte[] message(byte[] payload) throws Breach {
    if (!takeover) {
      forget();
    }
    if (payload.length == 0) {
      return payload;
    }
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    decodeAll(payload, message);
    if (input.length > 0) { // otherwise a final block was its end
      decodeAll(TAIL, message);
    }
    return message.toByteArray();
  }

  /** Goes on behind a final block, too (RFC 7692 §7.2.3.5). */
  private void decodeAll(byte[] bytes, ByteArrayOutputStream message) throws Breach {
    byte[] left = bytes;
    while (left.length > 0 && decode(left, message)) {
      left = Arrays.copyOfRange(input, (bit + 7) / 8, input.length);
      restart(message.toByteArray());
    }
  }

  private void forget() {
    restart(new byte[0]);
  }

  private void restart(byte[] dictionary) {
    history = dictionary;
    input = new byte[0];
    told = 0;
  }

  /** Adds what these bytes make of the message; returns whether a final block has ended. */
  private boolean decode(byte[] more, ByteArrayOutputStream message) throws Breach {
    input = ClientFrames.concat(input, more);
    bit = 0;
    output = new ByteArrayOutputStream();
    int room = told + maxBytes - message.size();
    boolean ended = false;
    try {
      while (!ended) {
        ended = block(bits(1), room);
      }
    } catch (Out out) { // the rest comes with the next bytes
    }
    if (output.size() > room) {
      throw new Breach(1009);
    }
    byte[] all = output.toByteArray();
    message.write(all, told, all.length - told);
    told = all.length;
    return ended;
  }

  /** Returns whether it was the last one. */
  private boolean block(int last, int room) throws Out, Breach {
    switch (bits(2)) {
      case 0 -> stored(room);
      case 1 -> compressed(fixedLengths(), lengths(30, 5), room);
      case 2 -> dynamic(room);
      default -> throw new Breach(1007);
    }
    return last == 1;
  }

  private void stored(int room) throws Out, Breach {
    bit = (bit + 7) / 8 * 8;
    int header = bits(16);
    int check = bits(16);
    refuseIf(header != (check ^ 0xFFFF));
    for (int i = 0; i < header; i++) {
      write(bits(8), room);
    }
  }

  private void dynamic(int room) throws Out, Breach {
    int counts = bits(14);
    int literals = 257 + (counts & 31);
    int distances = 1 + (counts >> 5 & 31);
    refuseIf(literals > 286 || distances > 30);
    int[] ofLengths = new int[19];
    for (int i = 0; i < 4 + (counts >> 10); i++) {
      ofLengths[ORDER[i]] = bits(3);
    }
    refuseIf(unused(ofLengths) != 0 && max(ofLengths) > 0);
    int[] all = codeLengths(ofLengths, literals + distances);
    refuseIf(all[END_OF_BLOCK] == 0);
    int[] literal = Arrays.copyOf(all, literals);
    int[] distance = Arrays.copyOfRange(all, literals, all.length);
    refuseIf(unused(literal) < 0 || (unused(literal) > 0 && max(literal) != 1));
    refuseIf(unused(distance) < 0 || (unused(distance) > 0 && max(distance) > 1));
    compressed(literal, distance, room);
  }

  private int[] codeLengths(int[] ofLengths, int count) throws Out, Breach {
    int[] all = new int[count];
    for (int have = 0; have < count; ) {
      int symbol = max(ofLengths) == 0 ? bits(1) & 0 : symbol(ofLengths);
      if (symbol < 16) {
        all[have++] = symbol;
        continue;
      }
      int times = symbol == 16 ? 3 + bits(2) : symbol == 17 ? 3 + bits(3) : 11 + bits(7);
      refuseIf((symbol == 16 && have == 0) || have + times > count);
      Arrays.fill(all, have, have + times, symbol == 16 ? all[have - 1] : 0);
      have += times;
    }
    return all;
  }

  private void compressed(int[] literals, int[] distances, int room) throws Out, Breach {
    int symbol;
    while ((symbol = symbol(literals)) != END_OF_BLOCK) {
      if (symbol < END_OF_BLOCK) {
        write(symbol, room);
      } else {
        refuseIf(symbol > 285);
        copy(length(symbol - 257), distance(distances), room);
      }
    }
  }

  private int length(int symbol) throws Out {
    if (symbol == 28) {
      return 258;
    }
    int extra = Math.max(0, symbol / 4 - 1);
    return symbol < 8 ? 3 + symbol : 3 + ((4 + symbol % 4) << extra) + bits(extra);
  }

  private int distance(int[] distances) throws Out, Breach {
    int symbol = symbol(distances);
    refuseIf(symbol > 29);
    int extra = Math.max(0, symbol / 2 - 1);
    return symbol < 4 ? 1 + symbol : 1 + ((2 + symbol % 2) << extra) + bits(extra);
  }

  private void copy(int length, int distance, int room) throws Breach {
    refuseIf(distance > history.length + output.size());
    for (int i = 0; i < length; i++) {
      byte[] soFar = ClientFrames.concat(history, output.toByteArray());
      write(soFar[soFar.length - distance], room);
    }
  }

  /**
   * One byte too much is taken: only who needs room for another one is too large before corrupt.
   */
  private void write(int octet, int room) throws Breach {
    if (output.size() > room) {
      throw new Breach(1009);
    }
    output.write(octet);
  }

  /** Reads a code bit by bit, until it is one of the canonical codes of these lengths. */
  private int symbol(int[] lengths) throws Out, Breach {
    int code = 0;
    int first = 0;
    for (int length = 1; length <= LONGEST_CODE; length++) {
      code |= bits(1);
      int index = code - first;
      for (int symbol = 0; symbol < lengths.length; symbol++) {
        if (lengths[symbol] == length && index-- == 0) {
          return symbol;
        }
      }
      refuseIf(max(lengths) <= length && unused(lengths) > 0);
      first = (first + count(lengths, length)) << 1;
      code <<= 1;
    }
    throw new Breach(1007);
  }

  private static int count(int[] lengths, int length) {
    return (int) Arrays.stream(lengths).filter(one -> one == length).count();
  }

  private static int max(int[] lengths) {
    return Arrays.stream(lengths).max().orElse(0);
  }

  /** Codes of the greatest length that are left over; below 0 if there are too many. */
  private static int unused(int[] lengths) {
    int left = 1;
    for (int length = 1; length <= LONGEST_CODE; length++) {
      left = 2 * left - count(lengths, length);
      if (left < 0) {
        return left;
      }
    }
    return left;
  }

  private static int[] fixedLengths() {
    int[] lengths = lengths(288, 8);
    Arrays.fill(lengths, 144, 256, 9);
    Arrays.fill(lengths, 256, 280, 7);
    return lengths;
  }

  private static int[] lengths(int count, int length) {
    int[] lengths = new int[count];
    Arrays.fill(lengths, length);
    return lengths;
  }

  private int bits(int count) throws Out {
    if (bit + count > 8 * input.length) {
      throw new Out();
    }
    int value = 0;
    for (int i = 0; i < count; i++, bit++) {
      value |= (input[bit / 8] >> (bit % 8) & 1) << i;
    }
    return value;
  }

  private static void refuseIf(boolean breach) throws Breach {
    if (breach) {
      throw new Breach(1007);
    }
  }
}

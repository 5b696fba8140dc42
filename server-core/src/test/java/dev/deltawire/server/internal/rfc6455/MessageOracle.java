package dev.deltawire.server.internal.rfc6455;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * RFC 6455 §5 as plainly as it can be read: one byte after the other, everything copied, looked at
 * at every byte. It shares nothing with what it judges.
 */
final class MessageOracle {

  /**
   * One thing that a server hears.
   *
   * @param kind a call of the listener
   * @param code of a close or violation, otherwise 0
   * @param payload in hex
   * @param at how many bytes had to be read to know it
   */
  record Heard(String kind, int code, String payload, int at) {}

  /** Ends the reading: the stream has ended, or nothing that follows matters. */
  private static final class Over extends Exception {
    private static final long serialVersionUID = 1;

    Over() {
      super(null, null, false, false);
    }
  }

  private final byte[] wire;
  private final int maxMessageBytes;
  private final boolean takesBinary;
  private final Optional<InflateOracle> inflate;
  private final List<Heard> heard = new ArrayList<>();
  private final ByteArrayOutputStream message = new ByteArrayOutputStream();

  /** The bytes of a text's last code point, as long as it is incomplete. */
  private byte[] codePoint = {};

  private int at;
  private boolean inMessage;
  private boolean binary;
  private boolean compressed;

  private MessageOracle(
      byte[] wire, int maxMessageBytes, boolean takesBinary, Optional<InflateOracle> inflate) {
    this.wire = wire;
    this.maxMessageBytes = maxMessageBytes;
    this.takesBinary = takesBinary;
    this.inflate = inflate;
  }

  /** What is heard; {@code inflate} if permessage-deflate was negotiated. */
  static List<Heard> read(
      byte[] wire, int maxMessageBytes, boolean takesBinary, Optional<InflateOracle> inflate) {
    MessageOracle oracle = new MessageOracle(wire, maxMessageBytes, takesBinary, inflate);
    try {
      while (true) {
        oracle.frame();
      }
    } catch (Over over) {
      return oracle.heard;
    }
  }

  private void frame() throws Over {
    int first = next();
    int opcode = first & 0xF;
    boolean fin = first >= 0x80;
    boolean control = opcode >= 8;
    boolean deflated = inflate.isPresent() && (first & 0x70) == 0x40 && !control && opcode != 0;
    refuseIf((first & 0x70) != 0 && !deflated, 1002); // §5.2 RSV1-3; RFC 7692 §6.1
    refuseIf(!List.of(0, 1, 2, 8, 9, 10).contains(opcode), 1002); // §5.2 opcode
    refuseIf(control && !fin, 1002); // §5.5
    refuseIf(!control && (opcode == 0) != inMessage, 1002); // §5.4
    refuseIf(opcode == 2 && !takesBinary, 1003);
    int second = next();
    refuseIf(second < 0x80, 1002); // §5.1
    refuseIf(control && second - 0x80 > 125, 1002); // §5.5
    long length = length(second - 0x80);
    boolean begins = !control && opcode != 0;
    compressed = begins ? deflated : compressed;
    int most = maxMessageBytes + (compressed ? 64 + (maxMessageBytes / 4) : 0);
    refuseIf(!control && length > most - message.size(), 1009);
    int[] key = {next(), next(), next(), next()};
    if (control) {
      control(opcode, key, (int) length);
    } else {
      data(opcode, fin, key, (int) length);
    }
  }

  private long length(int shortLength) throws Over {
    if (shortLength < 126) {
      return shortLength;
    }
    long length = 0;
    for (int i = 0; i < (shortLength == 126 ? 2 : 8); i++) {
      length = length * 256 + next();
    }
    refuseIf(length < (shortLength == 126 ? 126 : 65_536), 1002); // §5.2: minimal, no sign
    return length;
  }

  private void data(int opcode, boolean fin, int[] key, int length) throws Over {
    if (opcode != 0) {
      binary = opcode == 2;
    }
    inMessage = !fin;
    for (int i = 0; i < length; i++) {
      int octet = next() ^ key[i % 4];
      message.write(octet);
      codePoint =
          binary || compressed
              ? codePoint
              : ClientFrames.concat(codePoint, new byte[] {(byte) octet});
      refuseIf(!mayBecomeText(codePoint), 1007); // §8.1
      codePoint = isText(codePoint) ? new byte[0] : codePoint;
    }
    if (fin) {
      byte[] whole = message.toByteArray();
      message.reset();
      refuseIf(codePoint.length > 0, 1007);
      byte[] plain = compressed ? inflated(whole) : whole;
      refuseIf(!binary && !isText(plain), 1007);
      hear(binary ? "binary" : "text", 0, plain);
    }
  }

  private byte[] inflated(byte[] payload) throws Over {
    try {
      return inflate.orElseThrow().message(payload);
    } catch (InflateOracle.Breach breach) {
      refuseIf(true, breach.code());
      throw new AssertionError(breach);
    }
  }

  private void control(int opcode, int[] key, int length) throws Over {
    byte[] payload = new byte[length];
    for (int i = 0; i < length; i++) {
      payload[i] = (byte) (next() ^ key[i % 4]);
    }
    if (opcode != 8) {
      hear(opcode == 9 ? "ping" : "pong", 0, payload);
      return;
    }
    refuseIf(length == 1, 1002); // §5.5.1
    int code = length == 0 ? 1005 : (payload[0] & 0xFF) * 256 + (payload[1] & 0xFF);
    refuseIf(length > 0 && !mayTravel(code), 1002); // §7.4
    byte[] reason = Arrays.copyOfRange(payload, Math.min(2, length), length);
    refuseIf(!isText(reason), 1007);
    hear("close", code, reason);
    throw new Over();
  }

  private static boolean mayTravel(int code) {
    return (code >= 3000 && code < 5000)
        || List.of(1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014)
            .contains(code);
  }

  private int next() throws Over {
    if (at == wire.length) {
      throw new Over();
    }
    return wire[at++] & 0xFF;
  }

  private void refuseIf(boolean breach, int code) throws Over {
    if (breach) {
      hear("violation", code, new byte[0]);
      throw new Over();
    }
  }

  private void hear(String kind, int code, byte[] payload) {
    heard.add(new Heard(kind, code, Recorder.hex(payload), at));
  }

  private static boolean isText(byte[] bytes) {
    return unfinishedAt(bytes) == bytes.length;
  }

  private static boolean mayBecomeText(byte[] bytes) {
    return unfinishedAt(bytes) >= 0;
  }

  /** Well-formed sequences by the ranges of their bytes: Unicode 15, table 3-7. */
  private static final int[][] SEQUENCES = {
    {0x00, 0x7F},
    {0xC2, 0xDF, 0x80, 0xBF},
    {0xE0, 0xE0, 0xA0, 0xBF, 0x80, 0xBF},
    {0xE1, 0xEC, 0x80, 0xBF, 0x80, 0xBF},
    {0xED, 0xED, 0x80, 0x9F, 0x80, 0xBF},
    {0xEE, 0xEF, 0x80, 0xBF, 0x80, 0xBF},
    {0xF0, 0xF0, 0x90, 0xBF, 0x80, 0xBF, 0x80, 0xBF},
    {0xF1, 0xF3, 0x80, 0xBF, 0x80, 0xBF, 0x80, 0xBF},
    {0xF4, 0xF4, 0x80, 0x8F, 0x80, 0xBF, 0x80, 0xBF},
  };

  /** Where the last, incomplete sequence begins, the length if there is none; -1 if never text. */
  private static int unfinishedAt(byte[] bytes) {
    int from = 0;
    while (from < bytes.length) {
      int[] sequence = sequenceAt(bytes, from);
      if (sequence == null) {
        return -1;
      }
      if (from + sequence.length / 2 > bytes.length) {
        return from;
      }
      from += sequence.length / 2;
    }
    return from;
  }

  private static int[] sequenceAt(byte[] bytes, int from) {
    for (int[] sequence : SEQUENCES) {
      boolean fits = true;
      for (int i = 0; i < sequence.length / 2 && from + i < bytes.length; i++) {
        int octet = bytes[from + i] & 0xFF;
        fits &= octet >= sequence[2 * i] && octet <= sequence[2 * i + 1];
      }
      if (fits) {
        return sequence;
      }
    }
    return null;
  }
}

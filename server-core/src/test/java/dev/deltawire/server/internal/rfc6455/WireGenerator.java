package dev.deltawire.server.internal.rfc6455;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.Deflater;

/** Makes what clients might send: mostly right, often damaged, sometimes noise. */
final class WireGenerator {

  private static final int[] LENGTHS = {0, 1, 2, 3, 7, 8, 9, 60, 124, 125, 126, 127, 200};
  private static final int[] CODES = {0, 999, 1000, 1005, 1006, 1014, 1015, 2999, 3000, 4999, 5000};
  private static final int RSV1 = 0x40;
  private static final int TAIL = 4;
  private static final String ALPHABET = "az\0\u007f\u0080\u07ff\u0800\ud7ff\ue000\uffff";
  private static final String[] BEYOND = {"\ud800\udc00", "\udbff\udfff", "😀"};

  private final Random random;

  /** Null where nothing is compressed. */
  private final Deflater deflater;

  private final boolean takeover;

  WireGenerator(Random random) {
    this(random, null, false);
  }

  /** Of messages that are compressed now and then, one referring to the others or not. */
  WireGenerator(Random random, Deflater deflater, boolean takeover) {
    this.random = random;
    this.deflater = deflater;
    this.takeover = takeover;
  }

  byte[] stream() {
    ByteArrayOutputStream wire = new ByteArrayOutputStream();
    int messages = 1 + random.nextInt(4);
    for (int i = 0; i < messages; i++) {
      message(wire);
    }
    return damaged(wire.toByteArray());
  }

  private void message(ByteArrayOutputStream wire) {
    byte[] payload = random.nextInt(8) == 0 ? noise(length()) : text(length());
    int opcode = random.nextInt(5) == 0 ? 2 : 1;
    if (deflater != null && random.nextInt(4) > 0) {
      payload = random.nextInt(8) == 0 ? noise(length()) : deflated(payload);
      opcode |= RSV1;
    }
    int fragments = random.nextInt(3) == 0 ? 1 + random.nextInt(4) : 1;
    int from = 0;
    for (int i = 1; i <= fragments; i++) {
      int to = i == fragments ? payload.length : from + random.nextInt(payload.length - from + 1);
      frame(wire, (i == fragments ? 0x80 : 0) | opcode, Arrays.copyOfRange(payload, from, to));
      from = to;
      opcode = 0;
      if (random.nextInt(4) == 0) {
        control(wire);
      }
    }
  }

  /** Without the tail of a flush, or with a final block and maybe another behind it. */
  private byte[] deflated(byte[] plain) {
    byte[] out = new byte[2 * plain.length + 300];
    if (!takeover) {
      deflater.reset();
    }
    deflater.setLevel(random.nextInt(10));
    deflater.setStrategy(random.nextInt(3)); // Huffman codes alone are often dynamic
    byte[] longer = random.nextInt(6) == 0 ? ClientFrames.concat(plain, plain, plain) : plain;
    deflater.setInput(longer);
    if (random.nextInt(6) == 0) {
      deflater.finish();
    }
    int length = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
    boolean last = deflater.finished();
    if (last) {
      deflater.reset();
    }
    return Arrays.copyOf(out, last ? length : Math.max(0, length - TAIL));
  }

  private void control(ByteArrayOutputStream wire) {
    int opcode = 8 + random.nextInt(3);
    byte[] payload = random.nextBoolean() ? noise(random.nextInt(126)) : text(random.nextInt(20));
    if (opcode == 8 && random.nextInt(4) != 0) {
      int code = random.nextBoolean() ? CODES[random.nextInt(CODES.length)] : random.nextInt(6000);
      byte[] reason = text(random.nextInt(20));
      payload = new byte[2 + reason.length];
      payload[0] = (byte) (code >> 8);
      payload[1] = (byte) code;
      System.arraycopy(reason, 0, payload, 2, reason.length);
    }
    frame(wire, 0x80 | opcode, payload);
  }

  private void frame(ByteArrayOutputStream wire, int opening, byte[] payload) {
    byte[] key = noise(4);
    boolean wide = random.nextInt(60) == 0; // a length that is not minimal
    wire.write(opening);
    if (payload.length < 126 && !wide) {
      wire.write(0x80 | payload.length);
    } else {
      boolean widest = wide && random.nextBoolean();
      wire.write(widest ? 0xFF : 0xFE);
      wire.writeBytes(new byte[widest ? 6 : 0]);
      wire.write(payload.length >> 8);
      wire.write(payload.length);
    }
    wire.writeBytes(key);
    for (int i = 0; i < payload.length; i++) {
      wire.write(payload[i] ^ key[i % 4]);
    }
  }

  private byte[] damaged(byte[] wire) {
    byte[] bytes = wire;
    for (int damages = random.nextInt(4) - 1; damages > 0; damages--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(5)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) random.nextInt(256);
        case 2 -> bytes = Arrays.copyOf(bytes, at + 1);
        case 3 ->
            bytes = join(Arrays.copyOf(bytes, at), noise(random.nextInt(12)), tail(bytes, at));
        default -> bytes = join(Arrays.copyOf(bytes, at + 1), tail(bytes, at), new byte[0]);
      }
    }
    return bytes;
  }

  private int length() {
    return random.nextInt(3) == 0 ? LENGTHS[random.nextInt(LENGTHS.length)] : random.nextInt(40);
  }

  private byte[] noise(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  /** About as many bytes of valid UTF-8. */
  private byte[] text(int length) {
    StringBuilder text = new StringBuilder();
    for (int bytes = 0; bytes < length; bytes += 2) {
      int at = random.nextInt(ALPHABET.length() + 1);
      text.append(
          at == ALPHABET.length() ? BEYOND[random.nextInt(BEYOND.length)] : ALPHABET.charAt(at));
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] tail(byte[] bytes, int from) {
    return Arrays.copyOfRange(bytes, from, bytes.length);
  }

  private static byte[] join(byte[] a, byte[] b, byte[] c) {
    return ClientFrames.concat(a, b, c);
  }
}

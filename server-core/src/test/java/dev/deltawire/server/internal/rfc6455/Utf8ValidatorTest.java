package dev.deltawire.server.internal.rfc6455;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8ValidatorTest {

  private static final String[] SAMPLES = {
    "",
    "plain ascii that is longer than eight bytes",
    "é",
    "€",
    "😀",
    "aé€😀z",
    "\u0000\u007F\u0080",
    "\u07FF\u0800\uD7FF\uE000\uFFFF",
    "\uD800\uDC00\uDBFF\uDFFF"
  };

  private final Utf8Validator validator = new Utf8Validator();

  @Test
  void agreesWithTheJdkOnMutatedTextsAtEverySplit() {
    Random random = new Random(3629);
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = mutated(random);
      boolean expected = validForJdk(bytes);
      int cut = bytes.length == 0 ? 0 : random.nextInt(bytes.length + 1);
      assertEquals(expected, valid(bytes, cut), () -> Arrays.toString(bytes));
    }
  }

  @Test
  void agreesWithTheJdkOnEverySequenceOfTwoBytesAndALongerTail() {
    for (int pair = 0; pair <= 0xFFFF; pair++) {
      byte[] two = {(byte) (pair >> 8), (byte) pair};
      byte[] four = {(byte) (pair >> 8), (byte) pair, (byte) 0x80, (byte) 0xBF};
      byte[] three = Arrays.copyOf(four, 3);
      for (byte[] bytes : new byte[][] {two, three, four}) {
        assertEquals(validForJdk(bytes), valid(bytes, 1), () -> Arrays.toString(bytes));
      }
    }
  }

  @Test
  void x15_failsAtTheFirstByteAfterWhichNoTextCanBeValid() {
    Random random = new Random(15);
    for (int round = 0; round < 3_000; round++) {
      byte[] bytes = mutated(random);
      validator.reset();
      for (int i = 0; i < bytes.length; i++) {
        boolean accepted = validator.accept(ByteBuffer.wrap(bytes), i, i + 1);
        boolean hope = canBecomeValid(Arrays.copyOf(bytes, i + 1));
        assertEquals(hope, accepted, "byte " + i + " of " + Arrays.toString(bytes));
        if (!accepted) {
          break;
        }
      }
    }
  }

  private static boolean canBecomeValid(byte[] prefix) {
    if (validForJdk(prefix)) {
      return true;
    }
    byte[] more = Arrays.copyOf(prefix, prefix.length + 1);
    for (int tail : new int[] {0x80, 0x90, 0xA0}) {
      more[prefix.length] = (byte) tail;
      for (int extra = 0; extra < 3; extra++) {
        byte[] longer = Arrays.copyOf(more, more.length + extra);
        Arrays.fill(longer, more.length, longer.length, (byte) 0x80);
        if (validForJdk(longer)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean valid(byte[] bytes, int cut) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    validator.reset();
    return validator.accept(in, 0, cut)
        && validator.accept(in, cut, bytes.length)
        && validator.complete();
  }

  private static boolean validForJdk(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static byte[] mutated(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(4); i >= 0; i--) {
      text.append(SAMPLES[random.nextInt(SAMPLES.length)]);
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    for (int i = random.nextInt(3); i > 0 && bytes.length > 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return Arrays.copyOf(bytes, bytes.length - random.nextInt(Math.min(2, bytes.length + 1)));
  }
}

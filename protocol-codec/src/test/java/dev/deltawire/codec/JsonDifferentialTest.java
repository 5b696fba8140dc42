package dev.deltawire.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * Our scanner and view against jackson-core, over texts from fixed seeds.
 *
 * <p>Three executions a text; {@code protocol-codec/differential} runs far more, from other seeds.
 */
final class JsonDifferentialTest {
  private static final int TEXTS = Integer.getInteger("deltawire.texts", 34_000);
  private static final long SEED = Long.getLong("deltawire.seed", 11);

  private final JsonComparison comparison = new JsonComparison();
  private int accepted;
  private int rejected;

  @Test
  void x17_acceptsAndRejectsWhatJacksonDoes() {
    RandomGenerator random = new SplittableRandom(SEED);
    RandomJson source = new RandomJson(random);
    for (int n = 0; n < TEXTS; n++) {
      byte[] json = source.next();
      compare(json);
      compare(source.mutate(json));
      compare(Arrays.copyOf(json, random.nextInt(json.length)));
    }
    assertTrue(accepted > TEXTS && rejected > TEXTS, accepted + " accepted, " + rejected);
  }

  @Test
  void x17_everyTruncationOfARichText() {
    byte[] json =
        " {\"a\\u0062\":[1,-2.5e+3,\"é😀\\ud83d\\ude00\",true,false,null,{},[]],\"payload\":{\"x\":0}} "
            .getBytes(UTF_8);
    for (int to = 0; to <= json.length; to++) {
      compare(Arrays.copyOf(json, to));
    }
    assertEquals(2, accepted);
  }

  @Test
  void x17_everySingleByteInsideAndOutsideOfStrings() {
    for (int b = 0; b < 256; b++) {
      compare(new byte[] {(byte) b});
      compare(new byte[] {'1', (byte) b});
      compare(new byte[] {'"', (byte) b, '"'});
      compare(new byte[] {'"', '\\', (byte) b, '"'});
      compare(new byte[] {'[', (byte) b, ']'});
      compare(new byte[] {'"', '1', '2', '3', '4', '5', '6', '7', (byte) b, '9', '"'});
    }
  }

  @Test
  void scansASliceAsIfItWereAlone() {
    JsonScanner scanner = JsonScanner.withBody("payload");
    RandomJson source = new RandomJson(new SplittableRandom(SEED + 1));
    for (int n = 0; n < TEXTS / 10; n++) {
      byte[] json = n % 2 == 0 ? source.next() : source.mutate(source.next());
      byte[] framed = new byte[json.length + 20];
      Arrays.fill(framed, (byte) "0}]\"".charAt(n % 4));
      System.arraycopy(json, 0, framed, 10, json.length);
      assertEquals(
          JsonScanner.create().scan(json, 0, json.length),
          scanner.scan(framed, 10, 10 + json.length),
          () -> new String(json, UTF_8));
    }
  }

  private void compare(byte[] json) {
    if (comparison.compare(json)) {
      accepted++;
    } else {
      rejected++;
    }
  }
}

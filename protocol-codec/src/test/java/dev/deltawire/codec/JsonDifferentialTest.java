package dev.deltawire.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.codec.Oracle.Accepted;
import dev.deltawire.codec.Oracle.Member;
import dev.deltawire.codec.Oracle.Node;
import dev.deltawire.codec.RawJsonView.Kind;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * Our scanner and view against jackson-core, over texts from fixed seeds.
 *
 * <p>Three executions a text; {@code protocol-codec/differential} runs far more, from other seeds.
 */
final class JsonDifferentialTest {
  private static final int TEXTS = Integer.getInteger("deltawire.texts", 60_000);
  private static final long SEED = Long.getLong("deltawire.seed", 11);

  private final JsonScanner scanner = JsonScanner.withBody("payload");
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
    Optional<Accepted> oracle = Oracle.read(json);
    boolean ours = scanner.scan(json, 0, json.length);
    assertEquals(oracle.isPresent(), ours, () -> new String(json, UTF_8));
    if (!ours) {
      rejected++;
      return;
    }
    accepted++;
    Object value = oracle.orElseThrow().value();
    compareMembers(json, value);
    compareView(RawJsonView.of(JsonText.parse(json).orElseThrow()), value);
  }

  private void compareMembers(byte[] json, Object value) {
    boolean object = value instanceof Node node && node.object();
    assertEquals(object, scanner.isObject());
    List<Member> expected = object ? ((Node) value).members() : List.of();
    compareSpans(json, expected, scanner.envelope());
    Member body = null;
    for (Member member : expected) {
      if (member.name().equals("payload") && member.value() instanceof Node n && n.object()) {
        body = member;
      }
    }
    compareSpans(json, body == null ? List.of() : ((Node) body.value()).members(), scanner.body());
  }

  private static void compareSpans(byte[] json, List<Member> expected, JsonMembers spans) {
    assertEquals(expected.size(), spans.count());
    Set<String> names = new HashSet<>();
    for (int i = 0; i < spans.count(); i++) {
      names.add(expected.get(i).name());
      byte[] value = Arrays.copyOfRange(json, spans.valueFrom(i), spans.valueTo(i));
      assertEquals(expected.get(i).value(), Oracle.read(value).orElseThrow().value());
    }
    assertEquals(names.size() == spans.count(), spans.isUnique());
    for (String name : List.of("a", "payload", "absent")) {
      List<String> all = expected.stream().map(Member::name).toList();
      assertEquals(all.indexOf(name), spans.find(name));
    }
  }

  private static void compareView(RawJsonView view, Object expected) {
    assertEquals(Oracle.read(view.raw().toByteArray()).orElseThrow().value(), expected);
    if (expected instanceof Node node) {
      compareContainer(view, node);
    } else if (expected instanceof String text) {
      assertEquals(Optional.of(text), view.string());
    } else if (expected instanceof Oracle.Numeral number) {
      compareNumber(view, number);
    } else if (expected instanceof Boolean bool) {
      assertEquals(Optional.of(bool), view.bool());
    } else {
      assertEquals(Kind.NULL, view.kind());
    }
  }

  private static void compareContainer(RawJsonView view, Node node) {
    assertEquals(node.object() ? Kind.OBJECT : Kind.ARRAY, view.kind());
    assertEquals(node.object() ? 0 : node.members().size(), view.elements().size());
    for (int i = 0; i < node.members().size(); i++) {
      Member member = node.members().get(i);
      if (!node.object()) {
        compareView(view.elements().get(i), member.value());
      } else if (isLast(node, i)) {
        compareView(view.member(member.name()).orElseThrow(), member.value());
      }
    }
  }

  /** deeper down the last one wins. */
  private static boolean isLast(Node node, int index) {
    String name = node.members().get(index).name();
    return node.members().stream().skip(index + 1).noneMatch(m -> m.name().equals(name));
  }

  private static void compareNumber(RawJsonView view, Oracle.Numeral number) {
    assertEquals(Double.parseDouble(number.text()), view.number().orElseThrow());
    assertEquals(number.integer(), view.integer(), number::text);
  }
}

package dev.deltawire.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.deltawire.codec.Oracle.Accepted;
import dev.deltawire.codec.Oracle.Member;
import dev.deltawire.codec.Oracle.Node;
import dev.deltawire.codec.RawJsonView.Kind;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Our scanner and view beside the oracle, text by text: verdict, members and values. */
final class JsonComparison {
  private final JsonScanner scanner = JsonScanner.withBody("payload");

  /** Fails at a difference; says whether both accept the text. */
  boolean compare(byte[] json) {
    Optional<Accepted> oracle = Oracle.read(json);
    boolean ours = scanner.scan(json, 0, json.length);
    assertEquals(oracle.isPresent(), ours, () -> new String(json, UTF_8));
    if (ours) {
      Object value = oracle.orElseThrow().value();
      compareMembers(json, value);
      compareView(RawJsonView.of(JsonText.parse(json).orElseThrow()), value);
      compareView(RawJsonView.parse(json).orElseThrow(), value);
    }
    return ours;
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

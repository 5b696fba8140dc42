package dev.deltawire.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.StringJoiner;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class JsonMembersTest {
  private final JsonScanner scanner = JsonScanner.create();

  @Test
  void x20_repeatedNamesAreFoundAmongFewAndAmongMany() {
    RandomGenerator random = new SplittableRandom(31);
    int repeated = 0;
    for (int n = 0; n < 5_000; n++) {
      int count = random.nextInt(60);
      int choice = count * count / 2 + 1;
      Set<Integer> names = new HashSet<>();
      StringJoiner object = new StringJoiner(",", "{", "}");
      for (int i = 0; i < count; i++) {
        int name = random.nextInt(choice);
        names.add(name);
        object.add('"' + spelling(name, random) + "\":" + i);
      }
      JsonMembers members = members(object.toString());
      assertEquals(count, members.count());
      assertEquals(names.size() == count, members.isUnique(), object::toString);
      repeated += names.size() == count ? 0 : 1;
    }
    assertTrue(repeated > 1_000 && repeated < 4_500, () -> "a one-sided test");
  }

  @Test
  void valuesAndNamesAreFoundInPlace() {
    JsonMembers members = members(" { \"a\" : [1, 2] , \"\\u0062\":\"x\" , \"c\":{} }");

    assertEquals("[1, 2]", members.value(members.find("a")).toString());
    assertEquals("\"x\"", members.value(members.find("b")).toString());
    assertEquals("{}", members.value(2).toString());
    assertEquals(-1, members.find("d"));
    assertEquals(-1, members.find(""));
  }

  @Test
  void whatIsNoObjectHasNoMembers() {
    assertEquals(0, members("[{\"a\":1}]").count());
    assertEquals(0, members("{}").count());
  }

  private static String spelling(int name, RandomGenerator random) {
    String plain = "n" + name;
    return random.nextInt(5) == 0 ? "\\u006e" + plain.substring(1) : plain;
  }

  private JsonMembers members(String json) {
    byte[] text = json.getBytes(UTF_8);
    assertTrue(scanner.scan(text, 0, text.length));
    return scanner.envelope();
  }
}

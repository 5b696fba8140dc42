package dev.deltawire.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Frames that a client may send, members in any order and mostly right, from a seeded source. */
final class RandomFrame {
  private static final int MOSTLY = 15;

  private final Random random;
  private final List<Member> members;

  /** A member of how many frames in sixteen, and what its value may be, the first one mostly. */
  record Member(String name, int share, List<Value> values) {
    Member rarely() {
      return new Member(name, 1, values);
    }
  }

  /** The text of a value. */
  interface Value {
    String text(RandomFrame frame);
  }

  RandomFrame(long seed, Member... members) {
    random = new Random(seed);
    this.members = List.of(members);
  }

  static Member member(String name, String... values) {
    List<Value> texts = new ArrayList<>();
    for (String value : values) {
      texts.add(frame -> value);
    }
    return new Member(name, MOSTLY, texts);
  }

  static Member object(String name, Member... members) {
    Value usual = frame -> frame.object(List.of(members));
    return new Member(
        name,
        MOSTLY,
        List.of(usual, frame -> "null", frame -> "{}", frame -> "[]", frame -> "\"\""));
  }

  static Member objects(String name, Member... members) {
    Value one = frame -> frame.array(1, List.of(members));
    Value some = frame -> frame.array(frame.random.nextInt(4), List.of(members));
    return new Member(
        name, MOSTLY, List.of(one, some, frame -> "null", frame -> "{}", frame -> "[1]"));
  }

  byte[] next() {
    return (object(members) + blank()).getBytes(UTF_8);
  }

  private String array(int length, List<Member> elements) {
    List<String> objects = new ArrayList<>();
    for (int n = 0; n < length; n++) {
      objects.add(blank() + object(elements) + blank());
    }
    return "[" + String.join(",", objects) + "]";
  }

  private String object(List<Member> of) {
    List<String> texts = new ArrayList<>();
    for (Member member : of) {
      if (random.nextInt(16) < member.share()) {
        texts.add(text(member));
      }
      if (random.nextInt(100) == 0) {
        texts.add(text(member));
      }
    }
    if (random.nextInt(30) == 0) {
      texts.add("\"other\":[{\"type\":\"text\"},1.5]");
    }
    if (random.nextInt(3) == 0) {
      Collections.shuffle(texts, random);
    }
    return "{" + blank() + String.join(",", texts) + blank() + "}";
  }

  private String text(Member member) {
    String name = member.name();
    if (random.nextInt(100) == 0) {
      name = "\\u%04x".formatted((int) name.charAt(0)) + name.substring(1);
    }
    List<Value> values = member.values();
    Value value = values.get(random.nextInt(4) > 0 ? 0 : random.nextInt(values.size()));
    return blank() + "\"" + name + "\"" + rareBlank() + ":" + blank() + value.text(this) + blank();
  }

  private String rareBlank() {
    return random.nextInt(50) == 0 ? " " : "";
  }

  private String blank() {
    return random.nextInt(12) == 0 ? " \n\r\t".substring(random.nextInt(4)) : "";
  }
}

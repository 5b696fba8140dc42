package dev.deltawire.dialects.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.deltawire.model.chat.Account;
import dev.deltawire.model.chat.AccountKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MentionsTest {

  private static final Account OPS = Account.agent("ops", "Ops");
  private static final Account DOTTED = Account.agent("a.b-c_d", "D");
  private static final Account NAMED = Account.agent("ops:claude", "Claude");
  private static final Account OWNED =
      new Account("helper", "Helper", AccountKind.AGENT, null, null, "ops", "gpt");

  @ParameterizedTest(name = "{0}: {1} {2} {3} {4}")
  @CsvSource(
      delimiter = '|',
      value = {
        "@ops                 |true |false|false|false",
        "say, @ops!           |true |false|false|false",
        "(@ops)               |true |false|false|false",
        "@ops.                |true |false|false|false",
        "@ops... and          |true |false|false|false",
        "@ops: please         |true |false|false|false",
        "@@ops                |true |false|false|false",
        "@opsy                |false|false|false|false",
        "@ops-                |false|false|false|false",
        "@ops.y               |false|false|false|false",
        "x@ops                |false|false|false|false",
        ".@ops                |false|false|false|false",
        ":@ops                |false|false|false|false",
        "@Ops                 |false|false|false|false",
        "ops                  |false|false|false|false",
        "@ops:claude          |false|false|true |false",
        "@ops:claude, @ops    |true |false|true |false",
        "@ops:claude.         |false|false|true |false",
        "@ops:gpt             |false|false|false|true",
        "@helper              |false|false|false|true",
        "@a.b-c_d.            |false|true |false|false",
        "@a.b-c_d             |false|true |false|false"
      })
  void c43_mentions(String text, boolean ops, boolean dotted, boolean named, boolean owned) {
    Mentions mentions = Mentions.in(text);
    assertEquals(ops, mentions.include(OPS));
    assertEquals(dotted, mentions.include(DOTTED));
    assertEquals(named, mentions.include(NAMED));
    assertEquals(owned, mentions.include(OWNED));
  }

  @Test
  void c43_longTextsAreReadInLinearTime() {
    for (String piece : new String[] {"@", "@a", "@a.", "a.:", "@a:b", "@a.....:"}) {
      String text = "@a" + piece.repeat(60_000 / piece.length()) + "!";
      assertTimeoutPreemptively(
          Duration.ofSeconds(5), () -> assertFalse(Mentions.in(text).include(OPS)), piece);
    }
  }
}

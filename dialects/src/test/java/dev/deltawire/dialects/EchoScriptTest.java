package dev.deltawire.dialects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What the echo engine is told: plain text or a script (PROTOCOLS 1.9)")
class EchoScriptTest {

  private final EchoRig rig = new EchoRig();
  private final VirtualTime time = rig.time;
  private final RecordedReply reply = rig.reply;

  @Test
  void x63_aChunkIsARunOfNonBlanksWithTheBlanksAfterIt() {
    rig.play("one  two\t\r\nthree");

    assertEquals(List.of("one  ", "two\t\r\n", "three"), reply.chunks);
    assertTrue(reply.done);
  }

  @Test
  void x63_leadingBlanksAreAChunkOfTheirOwn() {
    rig.play("  \n one ");

    assertEquals(List.of("  \n ", "one "), reply.chunks);
  }

  @Test
  void x63_otherSpacesAreNoBlanks() {
    rig.play("a\u00A0b\u2003c\fd");

    assertEquals(List.of("a\u00A0b\u2003c\fd"), reply.chunks);
  }

  @Test
  void x63_anEmptyTextGivesAnEmptyReply() {
    rig.play("");

    assertEquals(List.of(), reply.chunks);
    assertTrue(reply.done);
  }

  @Test
  @DisplayName("x63: the concatenation of the chunks is the text, whatever it is")
  void x63_chunksConcatenateToTheText() {
    Random random = new Random(63);
    for (int i = 0; i < 2_000; i++) {
      String text = randomText(random);
      RecordedReply echoed = new RecordedReply();
      rig.begin(text, EchoRig.BUILTIN, echoed);
      time.runDue();
      assertEquals(text, String.join("", echoed.chunks));
      assertTrue(echoed.chunks.stream().noneMatch(String::isEmpty));
      assertTrue(echoed.done);
    }
  }

  @Test
  @DisplayName("x64: first example")
  void x64_toolRequest() {
    rig.play("use tool builtin.echo {\"text\":\"two\"}");

    assertEquals(List.of("two"), reply.chunks);
    assertTrue(reply.done);
  }

  @Test
  @DisplayName("x64: second example")
  void x64_script() {
    rig.begin(
        "#!script [{\"say\":\"one \"},{\"sleep\":200},"
            + "{\"tool\":\"builtin.echo\",\"input\":{\"text\":\"two\"}},{\"result\":true}]");
    time.advance(199);
    assertEquals(List.of("one "), reply.chunks);

    time.advance(1);
    assertEquals(List.of("one ", "two"), reply.chunks);
    assertTrue(reply.done);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "use tool builtin.echo",
        "use tool builtin.echo {\"text\":\"two\"} please",
        "use tool builtin.echo {\"text\":\"two\"}\n",
        " use tool builtin.echo {\"text\":\"two\"}",
        "use tool builtin.echo [1]",
        "use tool builtin.echo {text:1}",
        "use tool  {\"text\":\"two\"}",
        "Use tool builtin.echo {\"text\":\"two\"}",
        "#!script",
        "#!script {}",
        "#!script [{\"say\":\"x\"}",
        "#!script [] x",
        " #!script []",
        "#!script[]"
      })
  void x64_whatIsNoScriptIsPlainText(String text) {
    rig.play(text);

    assertEquals(text, String.join("", reply.chunks));
    assertTrue(reply.done);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "{}",
        "{\"shout\":\"x\"}",
        "{\"say\":1}",
        "{\"say\":null}",
        "{\"say\":\"a\",\"fail\":\"b\"}",
        "{\"think\":[]}",
        "{\"sleep\":-1}",
        "{\"sleep\":600001}",
        "{\"sleep\":1.5}",
        "{\"repeat\":2}",
        "{\"repeat\":1000001,\"say\":\"x\"}",
        "{\"repeat\":-1,\"say\":\"x\"}",
        "{\"repeat\":1,\"say\":\"x\",\"sleep\":\"1\"}",
        "{\"repeat\":1,\"think\":\"x\"}",
        "{\"tool\":\"builtin.echo\"}",
        "{\"tool\":\"builtin.echo\",\"input\":[]}",
        "{\"tool\":1,\"input\":{}}",
        "{\"tools\":{}}",
        "{\"tools\":[{\"tool\":\"builtin.echo\"}]}",
        "{\"result\":false}",
        "{\"fail\":1}"
      })
  void x64_aBadStepFailsTheReplyWhenItsTurnComes(String step) {
    rig.play("#!script [{\"say\":\"before\"}," + step + ",{\"say\":\"after\"}]");

    assertEquals(List.of("before"), reply.chunks);
    assertEquals(Optional.of("bad script"), reply.error);
  }

  private static String randomText(Random random) {
    String alphabet = "ab \t\r\n\u00A0äß中\uD83D\uDE00";
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(30); i > 0; i--) {
      int at = random.nextInt(alphabet.codePointCount(0, alphabet.length()));
      text.appendCodePoint(alphabet.codePointAt(alphabet.offsetByCodePoints(0, at)));
    }
    return text.toString();
  }
}

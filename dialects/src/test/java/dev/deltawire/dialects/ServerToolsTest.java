package dev.deltawire.dialects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.model.RawJson;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerToolsTest {

  private record Fixed(String name, String answer) implements ServerTool {
    @Override
    public ToolSpec spec() {
      return new ToolSpec(name, "", RawJson.EMPTY_OBJECT);
    }

    @Override
    public ToolResult call(RawJson input) {
      if (answer == null) {
        throw new IllegalStateException("secret");
      }
      return ToolResult.of(answer);
    }
  }

  @Test
  void x66_theBuiltinToolsAreThere() {
    assertEquals(
        List.of("builtin.echo", "builtin.fail"),
        ServerTools.builtin().specs().stream().map(ToolSpec::name).toList());
  }

  @Test
  void ofTwoToolsWithOneNameTheLaterStays() {
    Fixed mine = new Fixed("builtin.echo", "mine");
    ServerTools tools = ServerTools.builtin().with(List.of(mine));

    assertSame(mine, tools.find("builtin.echo").orElseThrow());
    assertTrue(tools.find("builtin.fail").isPresent());
  }

  @Test
  void x27_anUnknownToolIsQuotedShortlyAndWithoutControls() {
    ToolResult result = ServerTools.unknown("\u0007" + "x".repeat(200));

    assertEquals("unknown tool: \uFFFD" + "x".repeat(127), result.text());
    assertTrue(result.failed());
  }

  @Test
  void x43_aDefectiveToolTellsNothingAndIsReported() {
    List<Throwable> defects = new ArrayList<>();
    ToolResult result =
        ServerTools.call(
            new Fixed("t", null), RawJson.EMPTY_OBJECT, (where, error) -> defects.add(error));

    assertEquals(ToolResult.failure("tool failed"), result);
    assertEquals(1, defects.size());
  }
}

package dev.deltawire.gateway.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.deltawire.codec.JsonText;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class JsonObjectTest {

  @Test
  void membersComeInOrderAndWhatIsAbsentIsLeftOut() {
    JsonObject object =
        JsonObject.create()
            .text("a", "x\"y")
            .text("b", Optional.empty())
            .text("c", Optional.of("ü"))
            .integer("d", -5)
            .bool("f", true)
            .raw("g", JsonText.parse("1e400").orElseThrow())
            .object("h", JsonObject.create())
            .texts("i", List.of("p", "q"))
            .objects("j", List.of(JsonObject.create().integer("k", 1), JsonObject.create()));
    assertEquals(
        "{\"a\":\"x\\\"y\",\"c\":\"ü\",\"d\":-5,\"f\":true,\"g\":1e400,\"h\":{},"
            + "\"i\":[\"p\",\"q\"],\"j\":[{\"k\":1},{}]}",
        object.toString());
    assertEquals("{}", JsonObject.create().toString());
    assertEquals(object.toString(), object.toRawJson().toString());
  }
}

package dev.deltawire.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class EnvelopeTest {
  private final Envelope envelope = Envelope.ofTypeAndPayload();

  @Test
  void x18_typeIsAStringAndThePayloadAnObject() {
    assertTrue(read("{\"type\":\"a\"}"));
    assertTrue(read("{\"payload\":{},\"type\":\"\"}"));
    assertFalse(read("{\"payload\":{}}"));
    assertFalse(read("{\"type\":null}"));
    assertFalse(read("{\"type\":\"a\",\"payload\":[]}"));
    assertFalse(read("[\"type\"]"));
  }

  @Test
  void x20_namesAreUniqueInTheEnvelopeAndInTheBody() {
    assertFalse(read("{\"type\":\"a\",\"x\":1,\"x\":1}"));
    assertFalse(read("{\"type\":\"a\",\"payload\":{\"x\":1,\"\\u0078\":1}}"));
    assertFalse(read("{\"type\":\"a\",\"payload\":{},\"payload\":{}}"));
    assertTrue(read("{\"type\":\"a\",\"payload\":{\"x\":{\"y\":1,\"y\":1}}}"));
  }

  @Test
  void x28_anAbsentOrNullBodyHasNoFields() {
    assertTrue(read("{\"type\":\"a\",\"payload\":{\"x\":1}}"));
    assertFalse(envelope.payload().isAbsent("x"));
    assertTrue(read("{\"type\":\"a\"}"));
    assertTrue(envelope.payload().isAbsent("x"));
    assertTrue(read("{\"type\":\"a\",\"payload\":null}"));
    assertTrue(envelope.payload().isAbsent("x"));
  }

  @Test
  void theTypeStaysWhileFieldsAreRead() {
    assertTrue(read("{\"type\":\"a\\u0062\",\"id\":\"i\",\"payload\":{\"x\":\"\\u0079\"}}"));
    TextSpan type = envelope.type();
    assertEquals("i", envelope.members().string("id", 1, 1));
    assertEquals("y", envelope.payload().string("x", 1, 1));
    assertEquals("ab", type.toString());
  }

  @Test
  void otherNames() {
    Envelope call = Envelope.of("method", "params");
    byte[] text = "{\"method\":\"ping\",\"params\":{\"n\":1},\"payload\":[]}".getBytes(UTF_8);
    assertTrue(call.read(text, 0, text.length));
    assertEquals("ping", call.type().toString());
    assertEquals(1, call.payload().integer("n", 0, 1));
  }

  private boolean read(String message) {
    byte[] padded = ("[" + message + "]").getBytes(UTF_8);
    return envelope.read(padded, 1, padded.length - 1);
  }
}

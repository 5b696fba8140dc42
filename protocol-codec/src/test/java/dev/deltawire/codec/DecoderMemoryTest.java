package dev.deltawire.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a decoder holds between two messages, times the connections, is the server's memory. */
final class DecoderMemoryTest {
  private static final int MOST_BYTES = 4096;

  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  /** A decoder, and the call of it. */
  record Decoding(Object decoder, Consumer<byte[]> decode) {}

  static Stream<Named<Decoding>> decoders() {
    HomeDecoder home = HomeDecoder.create();
    ChatDecoder chat = ChatDecoder.create();
    AgentDecoder agent = AgentDecoder.create();
    MessengerDecoder messenger = MessengerDecoder.create();
    IntegrationDecoder integration = IntegrationDecoder.create();
    return Stream.of(
        decoding("home", home, message -> home.decode(message, 0, message.length)),
        decoding("chat", chat, message -> chat.decode(message, 0, message.length)),
        decoding("agent", agent, message -> agent.decode(message, 0, message.length)),
        decoding("messenger", messenger, message -> messenger.decode(message, 0, message.length)),
        decoding(
            "integration",
            integration,
            message -> integration.decode(message, 0, message.length, Optional.empty())));
  }

  private static Named<Decoding> decoding(String name, Object decoder, Consumer<byte[]> decode) {
    return Named.of(name, new Decoding(decoder, decode));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("decoders")
  @DisplayName("A message of many keys leaves neither its bytes nor what it took to find them")
  void holdsLittle(Decoding decoding) throws Exception {
    String keys = keys(20_000);
    for (String message :
        new String[] {
          "{\"type\":\"ping.request\"," + keys + ",\"payload\":{" + keys + "}}",
          "{\"method\":\"ping\"," + keys + ",\"params\":{" + keys + "}}",
          "{\"type\":\"x\",\"payload\":{" + keys + "},\"payload\":{}}",
          "{\"type\":\"x\",\"payload\":{" + keys,
        }) {
      decoding.decode().accept(message.getBytes(UTF_8));
      seen.clear();
      long bytes = arraysOf(decoding.decoder());
      assertTrue(bytes < MOST_BYTES, bytes + " bytes are held");
    }
  }

  private static String keys(int count) {
    StringBuilder keys = new StringBuilder();
    for (int i = 0; i < count; i++) {
      keys.append(i == 0 ? "\"" : ",\"").append(i).append("\":1");
    }
    return keys.toString();
  }

  /** The bytes of all arrays that an object of this package holds. */
  private long arraysOf(Object object) throws IllegalAccessException {
    boolean isShared = object instanceof FamiliarFrames; // by all decoders
    if (object == null || isShared || !seen.add(object)) {
      return 0;
    }
    Class<?> type = object.getClass();
    if (type.isArray()) {
      return (long) Array.getLength(object) * (type == byte[].class ? 1 : Long.BYTES);
    }
    long bytes = 0;
    if (type.getName().startsWith("dev.deltawire.codec.") && !type.isEnum()) {
      for (Field field : type.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
          field.setAccessible(true);
          bytes += arraysOf(field.get(object));
        }
      }
    }
    return bytes;
  }
}

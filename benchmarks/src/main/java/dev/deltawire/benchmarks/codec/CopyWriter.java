package dev.deltawire.benchmarks.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The floor: the message is ready and is copied. */
final class CopyWriter implements DeltaWriter {

  private final byte[][] messages;
  private final byte[] destination;

  CopyWriter(DeltaShape shape, Texts texts) {
    messages = new byte[texts.count()][];
    for (int n = 0; n < messages.length; n++) {
      messages[n] = shape.message(escaped(texts.text(n)), texts.offset(n)).getBytes(UTF_8);
    }
    destination = texts.newDestination();
  }

  @Override
  public int write(int n) {
    byte[] message = messages[n];
    System.arraycopy(message, 0, destination, 0, message.length);
    return message.length;
  }

  @Override
  public byte[] destination() {
    return destination;
  }

  /** The slow and plain way. */
  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> escaped.append('\\').append(c);
        case '\n' -> escaped.append("\\n");
        case '\t' -> escaped.append("\\t");
        case '\1' -> escaped.append("\\u0001");
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }
}

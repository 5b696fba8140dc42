package dev.deltawire.benchmarks.codec;

import dev.deltawire.benchmarks.HomeDelta;
import dev.deltawire.benchmarks.TokenCorpus;
import java.nio.charset.StandardCharsets;

/** The floor: the message is ready and is copied. */
final class CopyWriter implements DeltaWriter {

  private final byte[][] messages;
  private final byte[] destination = new byte[MAX_BYTES];

  CopyWriter() {
    messages = new byte[TokenCorpus.SIZE][];
    for (int token = 0; token < messages.length; token++) {
      messages[token] = HomeDelta.message(TOKENS.text(token)).getBytes(StandardCharsets.UTF_8);
    }
  }

  @Override
  public int write(int token) {
    byte[] message = messages[token];
    System.arraycopy(message, 0, destination, 0, message.length);
    return message.length;
  }

  @Override
  public byte[] destination() {
    return destination;
  }
}

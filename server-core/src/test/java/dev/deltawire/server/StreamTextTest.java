package dev.deltawire.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Copies of a stream's text, while others want the stream. */
class StreamTextTest {

  private static final int PERIOD = 26 * 27;

  /** Letters of which no few follow each other twice. */
  private static final String LETTERS =
      IntStream.range(0, PERIOD)
          .mapToObj(i -> Character.toString(i % 27 == 0 ? 'A' + i / 27 : 'a' + i % 26))
          .collect(Collectors.joining());

  private static final String MANY = LETTERS.repeat(20);

  private final AtomicBoolean over = new AtomicBoolean();

  @Test
  void nobodyWaitsForACopyOfALongText() throws Exception {
    LogStream<String> stream = stream(Long.MAX_VALUE);
    stream.append("x\n".repeat(4 << 20));
    boolean beside = false;
    for (int i = 0; i < 100 && !beside; i++) {
      Thread copier = new Thread(stream::text);
      copier.start();
      while (copier.isAlive() && !isCopying(copier)) {
        Thread.onSpinWait();
      }
      assertTrue(stream.isPlace(0));
      beside = isCopying(copier);
      copier.join();
    }
    assertTrue(beside, "the stream was not to be had before the copy was made");
  }

  private static boolean isCopying(Thread thread) {
    return Arrays.stream(thread.getStackTrace())
        .anyMatch(frame -> frame.getClassName().equals(TextLog.class.getName()));
  }

  @Test
  void aCopyIsOfTheTextThoughItsChunksAreForgottenMeanwhile() {
    LogStream<String> stream = stream(100_000);
    CompletableFuture<Void> appended =
        CompletableFuture.runAsync(
            () -> {
              while (!over.get()) {
                stream.append(MANY);
              }
            });
    for (int copies = 0; copies < 500; ) {
      long offset = Math.max(0, stream.length() - 100_000) / PERIOD * PERIOD;
      String text = textOrNone(stream, offset);
      copies += text.isEmpty() ? 0 : 1;
      for (int i = 0; i < text.length(); i += PERIOD) {
        assertEquals(LETTERS, text.substring(i, i + PERIOD));
      }
    }
    over.set(true);
    appended.join();
  }

  /** Empty when the offset has just been forgotten. */
  private static String textOrNone(LogStream<String> stream, long offset) {
    try {
      return stream.text(offset);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private static LogStream<String> stream(long retainedBytes) {
    StreamOptions options =
        StreamOptions.STANDARD.withMaxBytes(Long.MAX_VALUE).withRetainedBytes(retainedBytes);
    return new LogStream<>("s", options, ended -> {});
  }
}

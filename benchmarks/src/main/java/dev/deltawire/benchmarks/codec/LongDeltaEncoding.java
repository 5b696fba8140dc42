package dev.deltawire.benchmarks.codec;

import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** What does encoding a {@code chat.delta} of 4,096 characters cost, the worst ones included? */
public class LongDeltaEncoding extends CodecBenchmark {

  /** Who encodes. */
  @Param public DeltaSubject subject;

  /** What. */
  @Param public LongText text;

  private DeltaWriter writer;
  private int mask;
  private int n;

  /** For JMH. */
  public LongDeltaEncoding() {}

  /** Opens the subject's writer. */
  @Setup
  public void open() throws IOException {
    Texts texts = text.texts();
    writer = subject.open(DeltaShape.CHAT_DELTA, texts);
    mask = texts.count() - 1;
  }

  /** One text after the other. */
  @Benchmark
  public int encode() throws IOException {
    n = (n + 1) & mask;
    return writer.write(n);
  }
}

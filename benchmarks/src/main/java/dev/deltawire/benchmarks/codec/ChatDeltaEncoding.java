package dev.deltawire.benchmarks.codec;

import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** What does encoding one home {@code chat.delta} (H-13) cost over copying the ready bytes? */
public class ChatDeltaEncoding extends CodecBenchmark {

  /** Who encodes. */
  @Param public DeltaSubject subject;

  private DeltaWriter writer;
  private int mask;
  private int token;

  /** For JMH. */
  public ChatDeltaEncoding() {}

  /** Opens the subject's writer. */
  @Setup
  public void open() throws IOException {
    Texts tokens = Texts.tokens();
    writer = subject.open(DeltaShape.CHAT_DELTA, tokens);
    mask = tokens.count() - 1;
  }

  /** One token of the corpus after the other. */
  @Benchmark
  public int encode() throws IOException {
    token = (token + 1) & mask;
    return writer.write(token);
  }
}

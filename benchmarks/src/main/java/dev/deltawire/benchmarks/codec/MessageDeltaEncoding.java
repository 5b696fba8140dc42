package dev.deltawire.benchmarks.codec;

import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * What does encoding one chat {@code events.messageDelta} (C-18) cost over copying the ready bytes?
 */
public class MessageDeltaEncoding extends CodecBenchmark {

  /** Who encodes. */
  @Param public DeltaSubject subject;

  private DeltaWriter writer;
  private int mask;
  private int token;

  /** For JMH. */
  public MessageDeltaEncoding() {}

  /** Opens the subject's writer. */
  @Setup
  public void open() throws IOException {
    Texts tokens = Texts.tokens();
    writer = subject.open(DeltaShape.MESSAGE_DELTA, tokens);
    mask = tokens.count() - 1;
  }

  /** One token of the corpus after the other. */
  @Benchmark
  public int encode() throws IOException {
    token = (token + 1) & mask;
    return writer.write(token);
  }
}

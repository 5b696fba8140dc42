package dev.deltawire.benchmarks.codec;

import dev.deltawire.benchmarks.TokenCorpus;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What does encoding one home {@code chat.delta} cost over copying the ready bytes? */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(5)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ChatDeltaEncoding {

  /** Who encodes. */
  @Param public DeltaSubject subject;

  private DeltaWriter writer;
  private int token;

  /** For JMH. */
  public ChatDeltaEncoding() {}

  /** Opens the subject's writer. */
  @Setup
  public void open() throws IOException {
    writer = subject.open();
  }

  /** One token of the corpus after the other. */
  @Benchmark
  public int chatDelta() throws IOException {
    token = (token + 1) & (TokenCorpus.SIZE - 1);
    return writer.write(token);
  }
}

package dev.deltawire.benchmarks.codec;

import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** What does it cost to make a client's frame the object that a handler works with? */
public class FrameDecoding extends CodecBenchmark {

  /** Who decodes. */
  @Param public DecodeSubject subject;

  /** What. */
  @Param public ClientFrame frame;

  private FrameReader reader;
  private byte[] bytes;

  /** For JMH. */
  public FrameDecoding() {}

  /** Opens the subject's reader. */
  @Setup
  public void open() throws IOException {
    reader = subject.open(frame);
    bytes = frame.bytes();
  }

  /** One frame. */
  @Benchmark
  public Object decode() throws IOException {
    return reader.read(bytes);
  }
}

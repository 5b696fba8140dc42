package dev.deltawire.benchmarks.codec;

import dev.deltawire.codec.JsonWriter;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** What does each frame cost that servers send all day? Ours only. */
public class HotFrameEncoding extends CodecBenchmark {

  /** Which. */
  @Param public HotFrame frame;

  /** Who. */
  @Param("DELTAWIRE")
  public String subject;

  private final JsonWriter writer = JsonWriter.create();

  /** For JMH. */
  public HotFrameEncoding() {}

  /** One frame. */
  @Benchmark
  public Object encode() {
    return frame.encode(writer);
  }
}

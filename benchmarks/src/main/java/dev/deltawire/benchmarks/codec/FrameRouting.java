package dev.deltawire.benchmarks.codec;

import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** What does it cost to learn which frame a client sent, and where its body is? */
public class FrameRouting extends CodecBenchmark {

  /** Who routes. */
  @Param public RouteSubject subject;

  /** What. */
  @Param public ClientFrame frame;

  private Router router;
  private byte[] bytes;

  /** For JMH. */
  public FrameRouting() {}

  /** Opens the subject's router. */
  @Setup
  public void open() {
    router = subject.open(frame);
    bytes = frame.bytes();
  }

  /** One frame. */
  @Benchmark
  public Object route() throws IOException {
    return router.route(bytes);
  }
}

package dev.deltawire.benchmarks.codec;

import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** What does validating 1 MiB of the worst cost? */
public class WorstCaseValidation extends CodecBenchmark {

  /** Who validates. */
  @Param public ValidationSubject subject;

  /** What. */
  @Param public WorstDocument document;

  private ValidationSubject.Validation validation;
  private byte[] bytes;

  /** For JMH. */
  public WorstCaseValidation() {}

  /** Makes the document. */
  @Setup
  public void open() throws IOException {
    validation = subject.open();
    bytes = document.bytes();
    if (!validation.accepts(bytes)) {
      throw new IllegalStateException(subject + " rejects " + document);
    }
  }

  /** One document. */
  @Benchmark
  public boolean validate() throws IOException {
    return validation.accepts(bytes);
  }
}

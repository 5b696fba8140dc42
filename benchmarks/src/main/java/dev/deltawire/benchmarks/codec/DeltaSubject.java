package dev.deltawire.benchmarks.codec;

import java.io.IOException;

/** The subjects of {@link ChatDeltaEncoding}. */
public enum DeltaSubject {
  /** The ready message, copied: the floor. */
  COPY,
  /** Ours, from a {@code String}. */
  DELTAWIRE_STRING,
  /** Ours, from UTF-8. */
  DELTAWIRE_UTF8,
  /** jsoniter's stream, field by field. */
  JSONITER,
  /** jsoniter's stream with our idea: everything but the content is one ready piece. */
  JSONITER_CONSTANTS,
  /** Jackson's generator, field by field. */
  JACKSON,
  /** Jackson's generator with our idea. */
  JACKSON_CONSTANTS;

  /** Makes a writer that the calling thread may use. */
  DeltaWriter open() throws IOException {
    return switch (this) {
      case COPY -> new CopyWriter();
      case DELTAWIRE_STRING -> new DeltawireWriter(false);
      case DELTAWIRE_UTF8 -> new DeltawireWriter(true);
      case JSONITER -> new JsoniterWriter(false);
      case JSONITER_CONSTANTS -> new JsoniterWriter(true);
      case JACKSON -> new JacksonWriter(false);
      case JACKSON_CONSTANTS -> new JacksonWriter(true);
    };
  }
}

package dev.deltawire.benchmarks.codec;

import static dev.deltawire.benchmarks.codec.WriteMode.BIND;
import static dev.deltawire.benchmarks.codec.WriteMode.RAW;
import static dev.deltawire.benchmarks.codec.WriteMode.STREAM;

import java.io.IOException;

/** Who writes deltas. */
public enum DeltaSubject {
  /** The ready message, copied: the floor. */
  FLOOR((shape, texts) -> new CopyWriter(shape, texts)),
  /** Ours, from a {@code String}. */
  DELTAWIRE_STRING((shape, texts) -> new DeltawireWriter(shape, texts, false)),
  /** Ours, from UTF-8. */
  DELTAWIRE_UTF8((shape, texts) -> new DeltawireWriter(shape, texts, true)),
  /** jsoniter's stream with ready pieces. */
  JSONITER_RAW((shape, texts) -> new JsoniterWriter(shape, texts, RAW)),
  /** jsoniter's stream, member by member. */
  JSONITER_STREAM((shape, texts) -> new JsoniterWriter(shape, texts, STREAM)),
  /** jsoniter's generated encoders. */
  JSONITER_BIND((shape, texts) -> new JsoniterWriter(shape, texts, BIND)),
  /** Jackson's generator with ready pieces. */
  JACKSON_RAW((shape, texts) -> new JacksonWriter(shape, texts, RAW)),
  /** Jackson's generator, member by member. */
  JACKSON_STREAM((shape, texts) -> new JacksonWriter(shape, texts, STREAM)),
  /** Jackson's databind. */
  JACKSON_BIND((shape, texts) -> new JacksonWriter(shape, texts, BIND)),
  /** dsl-json's writer with ready pieces. */
  DSLJSON_RAW((shape, texts) -> new DslJsonWriter(shape, texts, RAW)),
  /** dsl-json's writer, member by member. */
  DSLJSON_STREAM((shape, texts) -> new DslJsonWriter(shape, texts, STREAM)),
  /** dsl-json's converters, made when the code is compiled. */
  DSLJSON_BIND((shape, texts) -> new DslJsonWriter(shape, texts, BIND)),
  /** fastjson2's writer with ready pieces. */
  FASTJSON2_RAW((shape, texts) -> new Fastjson2Writer(shape, texts, RAW)),
  /** fastjson2's writer, member by member. */
  FASTJSON2_STREAM((shape, texts) -> new Fastjson2Writer(shape, texts, STREAM)),
  /** fastjson2's generated writers. */
  FASTJSON2_BIND((shape, texts) -> new Fastjson2Writer(shape, texts, BIND)),
  /** gson's writer, member by member. */
  GSON_STREAM((shape, texts) -> new GsonWriter(shape, texts, STREAM)),
  /** gson's reflective adapters. */
  GSON_BIND((shape, texts) -> new GsonWriter(shape, texts, BIND)),
  /** avaje-jsonb's writer, member by member. */
  AVAJE_STREAM((shape, texts) -> new AvajeWriter(shape, texts, STREAM)),
  /** avaje-jsonb's adapters, made when the code is compiled. */
  AVAJE_BIND((shape, texts) -> new AvajeWriter(shape, texts, BIND));

  private interface Opening {
    DeltaWriter open(DeltaShape shape, Texts texts) throws IOException;
  }

  @SuppressWarnings("ImmutableEnumChecker") // it keeps nothing
  private final Opening opening;

  DeltaSubject(Opening opening) {
    this.opening = opening;
  }

  /** Makes a writer that the calling thread may use. */
  DeltaWriter open(DeltaShape shape, Texts texts) throws IOException {
    return opening.open(shape, texts);
  }
}

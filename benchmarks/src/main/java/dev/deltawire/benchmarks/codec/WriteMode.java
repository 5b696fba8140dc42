package dev.deltawire.benchmarks.codec;

/** How a library is used to write. */
enum WriteMode {
  /** Our idea with the library's means: all but the text is ready pieces. */
  RAW,
  /** Its usual streaming writer, member by member, names prepared where it can. */
  STREAM,
  /** From objects made for the message. */
  BIND
}

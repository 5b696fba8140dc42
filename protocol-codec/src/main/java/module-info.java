/** Bytes to model and back. */
module dev.deltawire.codec {
  requires transitive dev.deltawire.model;
  requires jsoniter;

  exports dev.deltawire.codec;
}

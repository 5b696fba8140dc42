/** Bytes to model and back. */
module dev.deltawire.codec {
  requires transitive dev.deltawire.model;

  exports dev.deltawire.codec;
}

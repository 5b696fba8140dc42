package dev.deltawire.codec;

/** A member that objects of one kind ordinarily have, by which a reader knows it. */
record KnownMember(KnownText name, long bit) {
  /** The one of that number, from 0 to 63, in its object. */
  static KnownMember of(int number, String name) {
    return new KnownMember(KnownText.ofName(name), 1L << number);
  }
}

package dev.deltawire.codec;

import java.util.stream.Stream;

/** The names of an object's ordinary members, by which a reader of one kind of frame knows them. */
final class KnownNames {
  /** What no member is called. */
  static final int NONE = -1;

  private final KnownText[] names;

  private KnownNames(KnownText[] names) {
    this.names = names;
  }

  /** In the order in which they mostly follow each other. */
  static KnownNames of(String... names) {
    return new KnownNames(Stream.of(names).map(KnownText::ofName).toArray(KnownText[]::new));
  }

  /** The number of bytes of a name, the quote and the colon behind it. */
  int length(int name) {
    return names[name].length();
  }

  /**
   * Which of them begins at {@code from}, as it is written here.
   *
   * @param before the one that came before, or {@link #NONE}
   */
  int at(byte[] text, int from, int before) {
    long word = KnownText.wordAt(text, from);
    for (int name = before + 1; name < names.length; name++) {
      if (names[name].isAt(text, from, word)) {
        return name;
      }
    }
    for (int name = 0; name < before; name++) {
      if (names[name].isAt(text, from, word)) {
        return name;
      }
    }
    return NONE;
  }
}

package dev.deltawire.benchmarks.codec;

import java.util.function.Supplier;

/** Texts of 4,096 characters by what is in them. */
public enum LongText {
  /** Prose with escapes, accents and emoji, as models write it. */
  MIXED(Texts::mixed),
  /** Prose without them. */
  ASCII(Texts::ascii),
  /** Nothing but quotes. */
  QUOTES(() -> Texts.repeated("\"")),
  /** Nothing but what takes two bytes, of four kinds in no order. */
  ESCAPES(Texts::escapes),
  /** Nothing but what takes six bytes. */
  CONTROLS(() -> Texts.repeated("\1")),
  /** Nothing but characters of three bytes. */
  THREE_BYTES(() -> Texts.repeated("日本")),
  /** Nothing but surrogate pairs. */
  EMOJI(() -> Texts.repeated("😀"));

  @SuppressWarnings("ImmutableEnumChecker") // it keeps nothing
  private final Supplier<Texts> texts;

  LongText(Supplier<Texts> texts) {
    this.texts = texts;
  }

  Texts texts() {
    return texts.get();
  }
}

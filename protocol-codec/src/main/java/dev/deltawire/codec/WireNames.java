package dev.deltawire.codec;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Constants by what they are called on the wire, in ASCII characters only. */
final class WireNames<T> {
  private final List<T> constants;
  private final MemberName[] names;

  private WireNames(List<T> constants, Function<T, String> name) {
    this.constants = constants;
    names = constants.stream().map(name).map(MemberName::of).toArray(MemberName[]::new);
  }

  /** Those that have a name. */
  static <T> WireNames<T> of(T[] constants, Function<T, String> name) {
    List<T> named = Stream.of(constants).filter(one -> name.apply(one) != null).toList();
    return new WireNames<>(named, name);
  }

  /** The constant that is called so, or null. */
  T find(TextSpan text) {
    for (int i = 0; i < names.length; i++) {
      if (text.contentEquals(names[i])) {
        return constants.get(i);
      }
    }
    return null;
  }
}

package dev.deltawire.gateway.attack;

import java.util.List;
import java.util.stream.Stream;

/** All attacks, family by family. */
final class Attacks {

  private Attacks() {}

  /** Those on a plain port. */
  static List<Attack> all() {
    return Stream.of(
            HandshakeAttacks.all(),
            FrameAttacks.all(),
            DeflateAttacks.all(),
            HttpAttacks.all(),
            MemoryAttacks.all())
        .flatMap(List::stream)
        .toList();
  }

  /** Those on a port that speaks TLS. */
  static List<Attack> onTls() {
    return TlsAttacks.all();
  }

  static Attack named(String name) {
    return Stream.concat(all().stream(), onTls().stream())
        .filter(attack -> attack.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no attack named " + name));
  }
}

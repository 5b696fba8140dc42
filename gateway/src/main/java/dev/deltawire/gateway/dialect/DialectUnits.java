package dev.deltawire.gateway.dialect;

import dev.deltawire.codec.QuotedInput;
import dev.deltawire.gateway.config.ConfigurationException;
import dev.deltawire.gateway.config.DialectKeys;
import dev.deltawire.gateway.config.Key;
import dev.deltawire.gateway.config.Settings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The dialects that are enabled. */
public final class DialectUnits {

  /** What makes a unit. */
  @FunctionalInterface
  public interface Maker {
    /** Makes it; what throws has left nothing running. */
    DialectUnit make(GatewayParts parts) throws IOException;
  }

  /** A dialect that there is: where it is switched on, and what makes it. */
  public record Offer(DialectKeys keys, Maker maker) {}

  private final List<DialectUnit> units;

  private DialectUnits(List<DialectUnit> units) {
    this.units = List.copyOf(units);
  }

  /** Refuses settings that give two enabled dialects the same mount. */
  public static void requireOwnMounts(Settings settings, List<Offer> offers)
      throws ConfigurationException {
    Map<String, Key<String>> taken = new HashMap<>();
    for (Offer offer : offers) {
      Key<String> key = offer.keys().mount();
      String mount = settings.get(key);
      Key<String> other =
          settings.get(offer.keys().enabled()) ? taken.putIfAbsent(mount, key) : null;
      if (other != null) {
        throw new ConfigurationException(
            "%s and %s are both %s".formatted(other.name(), key.name(), QuotedInput.of(mount)));
      }
    }
  }

  /** Makes those of the dialects that the settings enable, in this order. */
  public static DialectUnits of(GatewayParts parts, List<Offer> offers) throws IOException {
    List<DialectUnit> units = new ArrayList<>();
    for (Offer offer : offers) {
      if (parts.settings().get(offer.keys().enabled())) {
        units.add(offer.maker().make(parts));
      }
    }
    return new DialectUnits(units);
  }

  /** All of them. */
  public List<DialectUnit> all() {
    return units;
  }

  /** The one of this kind, if it is enabled. */
  public <T extends DialectUnit> Optional<T> find(Class<T> kind) {
    return units.stream().filter(kind::isInstance).map(kind::cast).findFirst();
  }
}

package dev.deltawire.model.home;

import dev.deltawire.model.WireName;
import java.util.Locale;
import java.util.Optional;

/** What kind of file a device shall play (H-21). */
public enum MediaType implements WireName {
  VIDEO,
  AUDIO,
  IMAGE;

  private final String wireName = name().toLowerCase(Locale.ROOT);

  @Override
  public String wireName() {
    return wireName;
  }

  /** The constant with that name on the wire. */
  public static Optional<MediaType> ofWireName(String wireName) {
    return WireName.find(values(), wireName);
  }
}

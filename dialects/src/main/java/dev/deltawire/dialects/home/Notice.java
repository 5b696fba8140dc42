package dev.deltawire.dialects.home;

import dev.deltawire.codec.JsonText;
import dev.deltawire.model.RawJson;
import dev.deltawire.model.home.NotificationLevel;
import java.util.Optional;

/**
 * What a notification says; its limits are those of H-17 and are checked before it is stored.
 *
 * @param category names the action buttons, if any
 * @param data a JSON object
 */
public record Notice(
    String title, String body, NotificationLevel level, Optional<String> category, RawJson data) {

  /** Drops the blanks of the data. */
  public Notice {
    data = JsonText.compact(data);
  }

  /** A notice without category and data. */
  public static Notice of(String title, String body, NotificationLevel level) {
    return new Notice(title, body, level, Optional.empty(), RawJson.EMPTY_OBJECT);
  }

  /** This notice with a category. */
  public Notice withCategory(String name) {
    return new Notice(title, body, level, Optional.of(name), data);
  }

  /** This notice with data. */
  public Notice withData(RawJson object) {
    return new Notice(title, body, level, category, object);
  }

  /** Memory of what it says, at most. */
  long memoryBytes() {
    return Character.BYTES * ((long) title.length() + body.length()) + data.size();
  }
}

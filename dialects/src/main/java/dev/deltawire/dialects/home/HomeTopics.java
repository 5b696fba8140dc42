package dev.deltawire.dialects.home;

/** The topics that the home dialect publishes to. */
final class HomeTopics {

  private HomeTopics() {}

  /** What all connections of a device get (H-42). */
  static String device(String deviceId) {
    return "home/device/" + deviceId;
  }

  /** What the subscribers of a widget get (H-40). */
  static String widget(String slug) {
    return "home/widget/" + slug;
  }
}

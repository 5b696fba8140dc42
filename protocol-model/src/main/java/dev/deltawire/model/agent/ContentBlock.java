package dev.deltawire.model.agent;

import static java.util.Objects.requireNonNull;

/** A piece of a tool's result. */
public sealed interface ContentBlock {

  /** The block's {@code type} on the wire. */
  String type();

  /** A text. */
  record Text(String text) implements ContentBlock {
    public static final String TYPE = "text";

    public Text {
      requireNonNull(text, "text");
    }

    @Override
    public String type() {
      return TYPE;
    }
  }

  /**
   * A picture.
   *
   * @param data in base64
   */
  record Image(String data, String mimeType) implements ContentBlock {
    public static final String TYPE = "image";

    public Image {
      requireNonNull(data, "data");
      requireNonNull(mimeType, "mimeType");
    }

    @Override
    public String type() {
      return TYPE;
    }
  }

  /** Something with an address; null is absent. */
  record Resource(String uri, String mimeType, String text, String blob) implements ContentBlock {
    public static final String TYPE = "resource";

    public Resource {
      requireNonNull(uri, "uri");
    }

    @Override
    public String type() {
      return TYPE;
    }
  }
}

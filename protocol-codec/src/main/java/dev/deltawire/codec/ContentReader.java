package dev.deltawire.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.deltawire.model.WireName;
import dev.deltawire.model.agent.AgentLimits;
import dev.deltawire.model.agent.ContentBlock;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/** The reader of content blocks. */
final class ContentReader {
  private static final String FIELD = "content";

  private enum Kind implements WireName {
    TEXT(ContentBlock.Text.TYPE),
    IMAGE(ContentBlock.Image.TYPE),
    RESOURCE(ContentBlock.Resource.TYPE);

    private static final Kind[] ALL = values();

    private final String type;

    Kind(String type) {
      this.type = type;
    }

    @Override
    public String wireName() {
      return type;
    }
  }

  private ContentReader() {}

  /** The blocks of a tool's result. */
  static List<ContentBlock> blocks(PayloadFields result, InnerObject inner) {
    List<ContentBlock> blocks = result.objects(FIELD, inner, ContentReader::block);
    if (blocks.size() > AgentLimits.BLOCKS) {
      throw new InvalidField(FIELD);
    }
    return blocks;
  }

  /** What the text blocks among them say, one after the other. */
  static String texts(List<ContentBlock> blocks) {
    return blocks.stream()
        .filter(ContentBlock.Text.class::isInstance)
        .map(block -> ((ContentBlock.Text) block).text())
        .collect(Collectors.joining());
  }

  /** The texts of a user's message, which has text blocks only. */
  static String joinedText(PayloadFields message, InnerObject inner) {
    String joined = String.join("", message.objects(FIELD, inner, ContentReader::textOf));
    int bytes = joined.getBytes(UTF_8).length;
    if (bytes == 0 || bytes > AgentLimits.MESSAGE_BYTES) {
      throw new InvalidField(FIELD);
    }
    return joined;
  }

  private static String textOf(PayloadFields fields) {
    if (block(fields) instanceof ContentBlock.Text block) {
      return block.text();
    }
    throw new InvalidField("type");
  }

  private static ContentBlock block(PayloadFields fields) {
    return switch (fields.constant("type", Kind.ALL)) {
      case TEXT -> new ContentBlock.Text(any(fields, "text"));
      case IMAGE -> new ContentBlock.Image(base64(any(fields, "data")), any(fields, "mimeType"));
      case RESOURCE ->
          new ContentBlock.Resource(
              any(fields, "uri"),
              optional(fields, "mimeType"),
              optional(fields, "text"),
              optional(fields, "blob"));
    };
  }

  private static String base64(String data) {
    try {
      Base64.getDecoder().decode(data);
      return data;
    } catch (IllegalArgumentException e) {
      throw new InvalidField("data");
    }
  }

  private static String any(PayloadFields fields, String field) {
    return fields.string(field, 0, Integer.MAX_VALUE);
  }

  private static String optional(PayloadFields fields, String field) {
    return fields.optionalString(field, 0, Integer.MAX_VALUE);
  }
}

package dev.deltawire.codec;

import static dev.deltawire.codec.FrameParts.field;

import dev.deltawire.codec.RawJsonView.Kind;
import dev.deltawire.model.RawJson;
import dev.deltawire.model.chat.Attachment;
import dev.deltawire.model.chat.Attachment.File;
import dev.deltawire.model.chat.Attachment.News;
import dev.deltawire.model.chat.Attachment.Photo;
import dev.deltawire.model.chat.Attachment.Positions;
import dev.deltawire.model.chat.Attachment.Ticker;
import dev.deltawire.model.chat.ChatLimits;
import java.util.List;
import java.util.Optional;

/** Attachments as JSON (C-14). */
public final class AttachmentJson {
  private AttachmentJson() {}

  /** The attachments of an array, empty if it breaks the row. */
  public static Optional<List<Attachment>> parse(RawJson array) {
    try {
      return Optional.of(read(array, "attachments"));
    } catch (InvalidField invalid) {
      return Optional.empty();
    }
  }

  /** As {@link #parse}; throws {@link InvalidField} with {@code field} when the row is broken. */
  static List<Attachment> read(RawJson json, String field) {
    List<RawJsonView> elements = RawJsonView.of(json).elements();
    if (!json.isArray() || elements.isEmpty() || elements.size() > ChatLimits.ATTACHMENTS) {
      throw new InvalidField(field);
    }
    return elements.stream().map(element -> new Reader(element, field).attachment()).toList();
  }

  /** Appends an array. */
  public static void write(List<Attachment> attachments, JsonWriter out) {
    out.raw('[');
    for (int i = 0; i < attachments.size(); i++) {
      if (i > 0) {
        out.raw(',');
      }
      write(attachments.get(i), out);
    }
    out.raw(']');
  }

  private static void write(Attachment attachment, JsonWriter out) {
    if (attachment instanceof Photo photo) {
      begin(Photo.KIND, photo, out);
      text("media_id", photo.mediaId(), out);
      text("url", photo.url(), out);
      number("w", photo.width(), out);
      number("h", photo.height(), out);
    } else if (attachment instanceof File file) {
      begin(File.KIND, file, out);
      text("media_id", file.mediaId(), out);
      text("url", file.url(), out);
      text("filename", file.filename(), out);
      number("size_bytes", file.sizeBytes(), out);
      text("mime", file.mime(), out);
    } else if (attachment instanceof News news) {
      begin(News.KIND, news, out);
      text("title", news.title(), out);
      text("source_id", news.sourceId(), out);
      text("url", news.url(), out);
      text("snippet", news.snippet(), out);
    } else {
      writeFinancial(attachment, out);
    }
    out.raw('}');
  }

  private static void writeFinancial(Attachment attachment, JsonWriter out) {
    if (attachment instanceof Ticker ticker) {
      begin(Ticker.KIND, ticker, out);
      text("symbol", ticker.symbol(), out);
      text("exchange", ticker.exchange(), out);
    } else if (attachment instanceof Positions positions) {
      begin(Positions.KIND, positions, out);
      text("account_id", positions.accountId(), out);
      text("captured_at", positions.capturedAt(), out);
    }
  }

  private static void begin(String kind, Attachment attachment, JsonWriter out) {
    out.raw('{').string("kind").raw(':').string(kind);
    if (attachment.id() != null) {
      text("id", attachment.id(), out);
    }
  }

  private static void text(String name, String value, JsonWriter out) {
    out.raw(field(name)).string(value);
  }

  private static void number(String name, Long value, JsonWriter out) {
    if (value != null) {
      out.raw(field(name)).number(value.longValue());
    }
  }

  /** One element of the array. */
  private record Reader(RawJsonView element, String field) {

    Attachment attachment() {
      return switch (text("kind")) {
        case Photo.KIND ->
            new Photo(id(), text("media_id"), text("url"), integer("w"), integer("h"));
        case File.KIND ->
            new File(id(), text("media_id"), text("url"), text("filename"), size(), text("mime"));
        case News.KIND ->
            new News(id(), text("title"), text("source_id"), text("url"), text("snippet"));
        case Ticker.KIND -> new Ticker(id(), text("symbol"), text("exchange"));
        case Positions.KIND -> new Positions(id(), text("account_id"), text("captured_at"));
        default -> throw new InvalidField(field);
      };
    }

    private String id() {
      return present("id").isEmpty() ? null : text("id");
    }

    private String text(String name) {
      return present(name)
          .flatMap(RawJsonView::string)
          .filter(s -> s.codePointCount(0, s.length()) <= ChatLimits.ATTACHMENT_CODE_POINTS)
          .orElseThrow(() -> new InvalidField(field));
    }

    private long size() {
      Long size = integer("size_bytes");
      if (size == null) {
        throw new InvalidField(field);
      }
      return size;
    }

    /** Null when absent. */
    private Long integer(String name) {
      Optional<RawJsonView> value = present(name);
      return value.isEmpty()
          ? null
          : (Long) value.get().integer().orElseThrow(() -> new InvalidField(field));
    }

    private Optional<RawJsonView> present(String name) {
      return element.member(name).filter(value -> value.kind() != Kind.NULL);
    }
  }
}

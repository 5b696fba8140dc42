package dev.deltawire.model.chat;

import static java.util.Objects.requireNonNull;

/**
 * Something that hangs on a message; relayed, never fetched (C-14).
 *
 * <p>An id that a caller left out is null until the server fills it in.
 */
public sealed interface Attachment {
  /** Its own id, or null. */
  String id();

  /** The same with another id. */
  Attachment withId(String newId);

  /** What it takes, about, in UTF-16 units. */
  default int length() {
    return toString().length();
  }

  /**
   * A picture.
   *
   * @param width pixels, or null
   * @param height pixels, or null
   */
  record Photo(String id, String mediaId, String url, Long width, Long height)
      implements Attachment {
    public static final String KIND = "photo";

    public Photo {
      requireNonNull(mediaId, "media_id");
      requireNonNull(url, "url");
    }

    @Override
    public Photo withId(String newId) {
      return new Photo(newId, mediaId, url, width, height);
    }
  }

  /** A file of any kind. */
  record File(String id, String mediaId, String url, String filename, long sizeBytes, String mime)
      implements Attachment {
    public static final String KIND = "file";

    public File {
      requireNonNull(mediaId, "media_id");
      requireNonNull(url, "url");
      requireNonNull(filename, "filename");
      requireNonNull(mime, "mime");
    }

    @Override
    public File withId(String newId) {
      return new File(newId, mediaId, url, filename, sizeBytes, mime);
    }
  }

  /** A piece of news. */
  record News(String id, String title, String sourceId, String url, String snippet)
      implements Attachment {
    public static final String KIND = "news";

    public News {
      requireNonNull(title, "title");
      requireNonNull(sourceId, "source_id");
      requireNonNull(url, "url");
      requireNonNull(snippet, "snippet");
    }

    @Override
    public News withId(String newId) {
      return new News(newId, title, sourceId, url, snippet);
    }
  }

  /** A security's symbol. */
  record Ticker(String id, String symbol, String exchange) implements Attachment {
    public static final String KIND = "ticker";

    public Ticker {
      requireNonNull(symbol, "symbol");
      requireNonNull(exchange, "exchange");
    }

    @Override
    public Ticker withId(String newId) {
      return new Ticker(newId, symbol, exchange);
    }
  }

  /** The positions of an account at some time. */
  record Positions(String id, String accountId, String capturedAt) implements Attachment {
    public static final String KIND = "positions";

    public Positions {
      requireNonNull(accountId, "account_id");
      requireNonNull(capturedAt, "captured_at");
    }

    @Override
    public Positions withId(String newId) {
      return new Positions(newId, accountId, capturedAt);
    }
  }
}

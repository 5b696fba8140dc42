package dev.deltawire.server;

/**
 * Whether and how messages are compressed (X-12, RFC 7692), where dialect, transport and peer agree
 * to it.
 *
 * @param enabled whether permessage-deflate is negotiated at all
 * @param clientTakeover whether clients may refer to their earlier messages: their part gets
 *     shorter, and each such client holds an inflater of about 40 KiB from its first message on
 * @param leastBytes shorter messages are sent as they are, the same bytes to every receiver
 */
public record CompressionOptions(boolean enabled, boolean clientTakeover, int leastBytes) {

  /** On, without takeover, from 1 KiB on. */
  public static final CompressionOptions STANDARD = new CompressionOptions(true, false, 1024);

  /** Nothing is negotiated. */
  public static final CompressionOptions OFF = new CompressionOptions(false, false, 1024);

  /** Refuses a threshold below one byte. */
  public CompressionOptions {
    if (leastBytes <= 0) {
      throw new IllegalArgumentException("leastBytes must be positive: " + leastBytes);
    }
  }

  /** These options with takeover by clients allowed, or not. */
  public CompressionOptions withClientTakeover(boolean allowed) {
    return new CompressionOptions(enabled, allowed, leastBytes);
  }

  /** These options with another threshold. */
  public CompressionOptions withLeastBytes(int bytes) {
    return new CompressionOptions(enabled, clientTakeover, bytes);
  }
}

package dev.deltawire.dialects;

/**
 * The tokens that a reply has cost.
 *
 * @param inputTokens of what the engine read
 * @param outputTokens of what it wrote
 */
public record Usage(long inputTokens, long outputTokens) {

  private static final int BYTES_PER_TOKEN = 4;

  /** The usage of an engine without a tokenizer: four bytes make a token, rounded up. */
  public static Usage ofBytes(long input, long output) {
    return new Usage(tokens(input), tokens(output));
  }

  /** The cost in USD at these prices of one token. */
  public double costUsd(double inputPrice, double outputPrice) {
    return inputTokens * inputPrice + outputTokens * outputPrice;
  }

  private static long tokens(long bytes) {
    return (bytes + BYTES_PER_TOKEN - 1) / BYTES_PER_TOKEN;
  }
}

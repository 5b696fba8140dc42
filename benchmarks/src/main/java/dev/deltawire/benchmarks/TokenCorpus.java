package dev.deltawire.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * 4,096 tokens as a language model streams them, the same in every run: 3 to 8 characters, most of
 * them a word or its end, 5 % with characters that JSON escapes, 5 % beyond ASCII.
 */
public final class TokenCorpus {

  /** How many tokens there are; a power of two. */
  public static final int SIZE = 1 << 12;

  private static final long SEED = 20_260_423;
  private static final int MIN_CHARS = 3;
  private static final int MAX_CHARS = 8;
  private static final int LEADING_BLANK_PERCENT = 60;
  private static final int ESCAPED_PERCENT = 5;
  private static final int MULTIBYTE_PERCENT = 5;
  private static final String LETTERS =
      "eeeeeetttttaaaaooooiiiinnnnsssshhhrrrddllccuummwwffggyyppbvk";
  private static final String[] ESCAPED = {"\n", "\n\n", "\"", "\\", "\t"};
  private static final String[] MULTIBYTE = {"é", "ü", "€", "—", "中", "日本", "😀", "🚀"};

  private static final TokenCorpus STANDARD = new TokenCorpus();

  private final List<String> texts = new ArrayList<>(SIZE);
  private final List<byte[]> utf8 = new ArrayList<>(SIZE);

  private TokenCorpus() {
    Random random = new Random(SEED);
    for (int n = 0; n < SIZE; n++) {
      String text = token(random);
      texts.add(text);
      utf8.add(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** The one corpus. */
  public static TokenCorpus standard() {
    return STANDARD;
  }

  /** A token's text; always whole code points. */
  public String text(int token) {
    return texts.get(token);
  }

  /** The same in UTF-8; not to be changed. */
  public byte[] utf8(int token) {
    return utf8.get(token);
  }

  private static String token(Random random) {
    int kind = random.nextInt(100);
    String special = "";
    if (kind < ESCAPED_PERCENT) {
      special = ESCAPED[random.nextInt(ESCAPED.length)];
    } else if (kind < ESCAPED_PERCENT + MULTIBYTE_PERCENT) {
      special = MULTIBYTE[random.nextInt(MULTIBYTE.length)];
    }
    StringBuilder token = new StringBuilder(MAX_CHARS);
    int length = MIN_CHARS + random.nextInt(MAX_CHARS - MIN_CHARS + 1) - special.length();
    if (length > 1 && random.nextInt(100) < LEADING_BLANK_PERCENT) {
      token.append(' ');
    }
    while (token.length() < length) {
      token.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return token.append(special).toString();
  }
}

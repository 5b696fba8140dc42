package dev.deltawire.server.internal.rfc6455;

import java.util.List;

/** The character classes of RFC 9110 and RFC 9112. */
public final class HttpSyntax {

  private static final int SPACE = ' ';
  private static final int TAB = '\t';
  private static final int DELETE = 0x7F;
  private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

  private static final boolean[] TOKEN = tokens();

  private HttpSyntax() {}

  /** RFC 9110 §5.6.2. */
  public static boolean isTokenByte(int octet) {
    return octet < TOKEN.length && TOKEN[octet];
  }

  /**
   * A blank, a tab, a visible character or one above ASCII (RFC 9110 §5.5); no control character.
   */
  public static boolean isFieldByte(int octet) {
    return (octet >= SPACE && octet != DELETE) || octet == TAB;
  }

  /** OWS (RFC 9110 §5.6.3). */
  static boolean isBlank(int octet) {
    return octet == SPACE || octet == TAB;
  }

  /** A visible ASCII character other than the fragment's mark, which no target has. */
  static boolean isTargetByte(int octet) {
    return octet > SPACE && octet < DELETE && octet != '#';
  }

  /** Whether {@code text} is a token: a field name, a subprotocol. */
  public static boolean isToken(String text) {
    return !text.isEmpty() && text.chars().allMatch(HttpSyntax::isTokenByte);
  }

  /**
   * Whether the lines of a comma-separated header contain {@code token}, in any case (RFC 9110
   * §5.6.1).
   */
  public static boolean listsToken(List<String> lines, String token) {
    for (String line : lines) {
      for (String element : line.split(",", -1)) {
        if (element.strip().equalsIgnoreCase(token)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean[] tokens() {
    boolean[] table = new boolean[DELETE];
    for (char c = '0'; c <= '9'; c++) {
      table[c] = true;
    }
    for (char c = 'A'; c <= 'Z'; c++) {
      table[c] = true;
      table[Character.toLowerCase(c)] = true;
    }
    TOKEN_MARKS.chars().forEach(c -> table[c] = true);
    return table;
  }
}

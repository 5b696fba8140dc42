package dev.deltawire.server.internal.rfc6455;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * RFC 9112 §3 and §5 as one regular expression, and what we ask of a head beyond it as a list of
 * ifs. It shares nothing with the parser that it judges.
 */
final class HeadOracle {

  /**
   * What comes of some bytes.
   *
   * @param status of the refusal, 0 when there is none
   * @param head of an accepted request, otherwise empty
   * @param at how many bytes had to be read to know it
   */
  record Outcome(int status, String head, int at) {}

  private static final String TOKEN = "[!#$%&'*+\\-.^_`|~0-9A-Za-z]";

  /** The version is any word here: a wrong one is told by its status. */
  private static final Pattern HEAD =
      Pattern.compile(
          "(?:\r\n)?("
              + TOKEN
              + "{1,32}) ([!\"$-~]+) ([!-\u00ff]{0,8})\r\n((?:"
              + TOKEN
              + "+:[\t -~\u0080-\u00ff]*+\r\n)*)\r\n");

  private static final Pattern REQUEST_LINE =
      Pattern.compile("(?:\r\n)?[^ \r]+ [^ \r]+ ([^ \r]*)\r.*", Pattern.DOTALL);

  private HeadOracle() {}

  static Outcome read(byte[] wire, int maxBytes) {
    String text = new String(wire, StandardCharsets.ISO_8859_1);
    int refusedAt = firstRefused(text);
    int versionAt = badVersionAt(text);
    Matcher whole = HEAD.matcher(text);
    boolean complete = whole.lookingAt();
    int end = complete ? whole.end() : Integer.MAX_VALUE;
    int known = Math.min(Math.min(refusedAt, versionAt), end);
    if (Math.min(known, text.length()) > maxBytes) {
      return new Outcome(431, "", maxBytes + 1);
    }
    if (versionAt <= Math.min(refusedAt, end) && versionAt <= text.length()) {
      return new Outcome(badVersion(text), "", versionAt);
    }
    if (complete && end <= refusedAt) {
      return judged(whole);
    }
    return refusedAt <= text.length()
        ? new Outcome(400, "", refusedAt)
        : new Outcome(0, "", text.length());
  }

  /** The length of the shortest prefix that no head begins with. */
  private static int firstRefused(String text) {
    int possible = 0;
    int refused = text.length() + 1;
    while (refused - possible > 1) {
      int middle = (possible + refused) / 2;
      if (begins(text.substring(0, middle))) {
        possible = middle;
      } else {
        refused = middle;
      }
    }
    return refused > text.length() ? Integer.MAX_VALUE : refused;
  }

  private static boolean begins(String prefix) {
    Matcher matcher = HEAD.matcher(prefix);
    return matcher.lookingAt() || matcher.hitEnd();
  }

  /** Where the line ends whose version is wrong. */
  private static int badVersionAt(String text) {
    Matcher line = REQUEST_LINE.matcher(text);
    boolean bad = line.matches() && !line.group(1).matches("HTTP/1\\.[01]");
    return bad ? line.end(1) + 1 : Integer.MAX_VALUE;
  }

  private static int badVersion(String text) {
    Matcher line = REQUEST_LINE.matcher(text);
    return line.matches() && line.group(1).matches("HTTP/[0-9]\\.[0-9]") ? 505 : 400;
  }

  private static Outcome judged(Matcher head) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (String line : head.group(4).split("\r\n", -1)) {
      if (!line.isEmpty()) {
        String name = line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT);
        String value = line.substring(line.indexOf(':') + 1).replaceAll("^[ \t]+|[ \t]+$", "");
        headers.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
      }
    }
    boolean http11 = head.group(3).equals("HTTP/1.1");
    int status = status(head.group(1), head.group(2), http11, headers);
    String shown = head.group(1) + " " + head.group(2) + " " + http11 + " " + headers;
    return new Outcome(status, status == 0 ? shown : "", head.end());
  }

  private static int status(
      String method, String target, boolean http11, Map<String, List<String>> headers) {
    List<String> host = headers.getOrDefault("host", List.of());
    List<String> lengths = headers.getOrDefault("content-length", List.of());
    List<String> codings = headers.getOrDefault("transfer-encoding", List.of());
    boolean websocket =
        headers.getOrDefault("upgrade", List.of()).stream()
            .flatMap(value -> Arrays.stream(value.split(",", -1)))
            .anyMatch(token -> token.strip().equalsIgnoreCase("websocket"));
    boolean noHost = host.isEmpty() && !http11; // RFC 9112 §3.2
    if (!noHost && (host.size() != 1 || !host.get(0).matches("[!$-+\\--.0-;=A-Z\\[\\]_a-z~]+"))) {
      return 400;
    }
    Matcher absolute = Pattern.compile("(?i)https?://([^/?]*).*").matcher(target);
    boolean named =
        absolute.matches() && host.stream().anyMatch(absolute.group(1)::equalsIgnoreCase);
    boolean asterisk = target.equals("*") && method.equals("OPTIONS");
    if (!target.startsWith("/") && !asterisk && !named) {
      return 400;
    }
    if (!codings.isEmpty() && !lengths.isEmpty()) { // RFC 9112 §6.3
      return 400;
    }
    if (lengths.size() > 1 || codings.size() > 1) {
      return 400;
    }
    if (lengths.size() == 1 && !lengths.get(0).matches("[0-9]{1,18}")) {
      return 400;
    }
    if (codings.size() == 1 && !codings.get(0).equalsIgnoreCase("chunked")) {
      return 501;
    }
    boolean fetches = method.equals("GET") || method.equals("HEAD");
    if (!http11 && (!fetches || websocket || !codings.isEmpty())) {
      return 505;
    }
    boolean body = !codings.isEmpty() || lengths.stream().anyMatch(length -> !length.matches("0+"));
    boolean twoKeys = headers.getOrDefault("sec-websocket-key", List.of()).size() > 1;
    return websocket && (body || twoKeys) ? 400 : 0;
  }
}

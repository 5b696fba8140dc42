package dev.deltawire.server.internal.rfc6455;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One element of a {@code Sec-WebSocket-Extensions} header (RFC 6455 §9.1).
 *
 * @param name the extension's token
 * @param parameters in the order in which they were sent, repeated ones among them
 */
public record ExtensionOffer(String name, List<Parameter> parameters) {

  /**
   * A parameter of an offer.
   *
   * @param value without quotes; empty where there is none
   */
  public record Parameter(String name, Optional<String> value) {}

  /** Keeps a copy of {@code parameters}. */
  public ExtensionOffer {
    parameters = List.copyOf(parameters);
  }

  /**
   * All offers of a header's lines in their order, the most wanted first (RFC 6455 §9.1).
   *
   * @return empty if a line is malformed
   */
  public static Optional<List<ExtensionOffer>> parse(List<String> lines) {
    List<ExtensionOffer> offers = new ArrayList<>();
    for (String line : lines) {
      if (!new Line(line).addTo(offers)) {
        return Optional.empty();
      }
    }
    return Optional.of(offers);
  }

  /** A cursor in one line. */
  private static final class Line {
    private static final int NOTHING = -1;

    private final String text;
    private int at;

    Line(String text) {
      this.text = text;
    }

    boolean addTo(List<ExtensionOffer> offers) {
      do {
        skipBlanks();
        if (peek() == ',' || peek() == NOTHING) {
          continue; // an empty element (RFC 9110 §5.6.1)
        }
        String name = token();
        List<Parameter> parameters = new ArrayList<>();
        if (name.isEmpty() || !parameters(parameters)) {
          return false;
        }
        offers.add(new ExtensionOffer(name, parameters));
      } while (skip(','));
      return peek() == NOTHING;
    }

    private boolean parameters(List<Parameter> parameters) {
      skipBlanks();
      while (skip(';')) {
        skipBlanks();
        String name = token();
        if (name.isEmpty()) {
          return false;
        }
        skipBlanks();
        Optional<String> value = Optional.empty();
        if (skip('=')) {
          skipBlanks();
          value = Optional.of(skip('"') ? quoted() : token());
          if (value.get().isEmpty()) {
            return false;
          }
        }
        parameters.add(new Parameter(name, value));
        skipBlanks();
      }
      return true;
    }

    /** The rest of a quoted string; empty if it is no token when unquoted (RFC 6455 §9.1). */
    private String quoted() {
      StringBuilder value = new StringBuilder();
      while (peek() != NOTHING && !skip('"')) {
        skip('\\');
        if (peek() == NOTHING) {
          return "";
        }
        value.append(text.charAt(at++));
      }
      boolean closed = text.charAt(at - 1) == '"';
      return closed && HttpSyntax.isToken(value.toString()) ? value.toString() : "";
    }

    private String token() {
      int from = at;
      while (peek() != NOTHING && HttpSyntax.isTokenByte(peek())) {
        at++;
      }
      return text.substring(from, at);
    }

    private void skipBlanks() {
      while (peek() != NOTHING && HttpSyntax.isBlank(peek())) {
        at++;
      }
    }

    private boolean skip(char expected) {
      boolean there = peek() == expected;
      at += there ? 1 : 0;
      return there;
    }

    private int peek() {
      return at < text.length() ? text.charAt(at) : NOTHING;
    }
  }
}

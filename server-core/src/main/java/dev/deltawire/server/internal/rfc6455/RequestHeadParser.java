package dev.deltawire.server.internal.rfc6455;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A strict, incremental parser of HTTP/1.1 request heads (RFC 9112 §2 to §5).
 *
 * <p>It looks at every byte once, repairs nothing and refuses at the byte that is wrong: a bare LF
 * or CR, a control character, a folded line, a blank before a colon. One empty line before the
 * request is skipped (RFC 9112 §2.2). After a head or an error, {@link #reset} begins the next.
 */
public final class RequestHeadParser {

  /** How far a head has been read. */
  public enum Progress {
    /** More bytes are needed. */
    INCOMPLETE,
    /** {@link #head()} is there; the buffer stands at the first byte after it. */
    COMPLETE,
    /** {@link #error()} says why. */
    REFUSED
  }

  private enum State {
    BEFORE,
    BEFORE_LF,
    METHOD,
    TARGET,
    VERSION,
    LINE_LF,
    FIELD,
    NAME,
    BLANKS,
    VALUE,
    END_LF
  }

  private static final int MAX_METHOD = 32;
  private static final int MAX_VERSION = 8;
  private static final int MAX_FIELDS = 128;

  /** Memory of one header line beside its bytes, about. */
  private static final int FIELD_BYTES = 160;

  private final int maxBytes;
  private final ByteText text = new ByteText();

  private State state;
  private Progress progress;
  private int headBytes;
  private int fields;
  private String method;
  private String target;
  private boolean http11;
  private String name;
  private Map<String, List<String>> headers;
  private HeadError error;
  private RequestHead head;

  /** A parser that refuses a head of more than {@code maxBytes} with 431. */
  public RequestHeadParser(int maxBytes) {
    this.maxBytes = maxBytes;
    reset();
  }

  /** Begins the next head. */
  public void reset() {
    text.clear();
    state = State.BEFORE;
    progress = Progress.INCOMPLETE;
    headBytes = 0;
    fields = 0;
    headers = new LinkedHashMap<>();
    error = null;
    head = null;
  }

  /** Whether any byte of the head has come. */
  public boolean started() {
    return headBytes > 0;
  }

  /** Memory that the head takes, about. */
  public int memoryBytes() {
    return headBytes * 2 + fields * FIELD_BYTES;
  }

  /** The head, once {@link Progress#COMPLETE}. */
  public RequestHead head() {
    return head;
  }

  /** The reason, once {@link Progress#REFUSED}. */
  public HeadError error() {
    return error;
  }

  /** Reads up to the end of the head, the first error or the end of {@code in}. */
  public Progress parse(ByteBuffer in) {
    while (progress == Progress.INCOMPLETE && in.hasRemaining()) {
      if (headBytes == maxBytes) {
        refuse(new HeadError(431, "request head too large"));
      } else {
        headBytes++;
        accept(in.get() & 0xFF);
      }
    }
    return progress;
  }

  private void accept(int octet) {
    switch (state) {
      case BEFORE -> before(octet);
      case BEFORE_LF -> lineFeed(octet, State.METHOD);
      case METHOD -> method(octet);
      case TARGET -> target(octet);
      case VERSION -> version(octet);
      case LINE_LF -> lineFeed(octet, State.FIELD);
      case FIELD -> field(octet);
      case NAME -> name(octet);
      case BLANKS -> blanks(octet);
      case VALUE -> value(octet);
      case END_LF -> end(octet);
    }
  }

  private void before(int octet) {
    if (octet == '\r') {
      state = State.BEFORE_LF;
    } else {
      state = State.METHOD;
      method(octet);
    }
  }

  private void lineFeed(int octet, State following) {
    if (octet == '\n') {
      state = following;
    } else {
      refuse("CR without LF"); // RFC 9112 §2.2
    }
  }

  private void method(int octet) {
    if (octet == ' ' && text.length() > 0) {
      method = text.take();
      state = State.TARGET;
    } else if (HttpSyntax.isTokenByte(octet) && text.length() < MAX_METHOD) {
      text.append(octet);
    } else {
      refuse("malformed method");
    }
  }

  private void target(int octet) {
    if (octet == ' ' && text.length() > 0) {
      target = text.take();
      state = State.VERSION;
    } else if (HttpSyntax.isTargetByte(octet)) {
      text.append(octet);
    } else {
      refuse("malformed request target"); // RFC 9112 §3.2
    }
  }

  private void version(int octet) {
    if (octet == '\r') {
      readVersion(text.take());
    } else if (octet > ' ' && text.length() < MAX_VERSION) {
      text.append(octet);
    } else {
      refuse("malformed request line"); // RFC 9112 §3; a bare LF comes here too
    }
  }

  private void readVersion(String version) {
    state = State.LINE_LF;
    http11 = version.equals("HTTP/1.1");
    if (!http11 && !version.equals("HTTP/1.0")) {
      boolean wellFormed = version.matches("HTTP/[0-9]\\.[0-9]");
      refuse(wellFormed ? new HeadError(505, "HTTP/1.1 is required") : malformedVersion());
    }
  }

  private static HeadError malformedVersion() {
    return HeadError.badRequest("malformed version");
  }

  private void field(int octet) {
    if (octet == '\r') {
      state = State.END_LF;
    } else if (HttpSyntax.isBlank(octet)) {
      refuse("folded header line"); // RFC 9112 §5.2
    } else if (++fields > MAX_FIELDS) {
      refuse(new HeadError(431, "too many header lines"));
    } else {
      state = State.NAME;
      name(octet);
    }
  }

  private void name(int octet) {
    if (octet == ':' && text.length() > 0) {
      name = text.take().toLowerCase(Locale.ROOT);
      state = State.BLANKS;
    } else if (HttpSyntax.isTokenByte(octet)) {
      text.append(octet);
    } else {
      refuse("malformed header name"); // RFC 9112 §5.1: no blank before the colon either
    }
  }

  private void blanks(int octet) {
    if (!HttpSyntax.isBlank(octet)) {
      state = State.VALUE;
      value(octet);
    }
  }

  private void value(int octet) {
    if (octet == '\r') {
      String value = text.takeWithoutTrailingBlanks();
      headers.computeIfAbsent(name, unused -> new ArrayList<>(1)).add(value);
      state = State.LINE_LF;
    } else if (HttpSyntax.isFieldByte(octet)) {
      text.append(octet);
    } else {
      refuse("malformed header value"); // RFC 9110 §5.5: NUL, a bare LF, other controls
    }
  }

  private void end(int octet) {
    if (octet != '\n') {
      refuse("CR without LF");
      return;
    }
    head = new RequestHead(method, target, http11, headers);
    HeadError breach = HeadRules.check(head);
    if (breach == null) {
      progress = Progress.COMPLETE;
    } else {
      refuse(breach);
    }
  }

  private void refuse(String reason) {
    refuse(HeadError.badRequest(reason));
  }

  private void refuse(HeadError breach) {
    error = breach;
    progress = Progress.REFUSED;
  }
}

package dev.deltawire.gateway.attack;

import java.nio.ByteBuffer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a server says, read as far as it tells how it has judged. */
final class ServerBytes {

  private static final int CLOSE = 0x8;
  private static final int SHORT_16 = 126;
  private static final int SHORT_64 = 127;

  private static final Pattern BODY = Pattern.compile("(?i)\\r\\nContent-Length: (\\d+)\\r\\n");

  private static final Pattern CHUNKED =
      Pattern.compile("(?i)\\r\\nTransfer-Encoding: chunked\\r\\n");

  private final StringBuilder head = new StringBuilder();
  private final ByteBuffer header = ByteBuffer.allocate(16);
  private final boolean upgrading;
  private boolean open;
  private long payload;
  private String verdict;

  ServerBytes(boolean upgrading) {
    this.upgrading = upgrading;
  }

  /** Whether the upgrade has been accepted. */
  boolean isOpen() {
    return open;
  }

  /** A refusal's status or a close code; null before either. */
  String verdict() {
    return verdict;
  }

  void accept(ByteBuffer in) {
    while (in.hasRemaining() && verdict == null) {
      if (payload > 0) {
        skip(in);
      } else if (open) {
        frame(in);
      } else {
        head.append((char) (in.get() & 0xFF));
        headEnds();
      }
    }
  }

  private void headEnds() {
    if (head.length() < 4 || head.indexOf("\r\n\r\n", head.length() - 4) < 0) {
      return;
    }
    String status = head.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length());
    if (status.equals("101")) {
      open = true;
    } else if (upgrading || status.charAt(0) != '2') {
      verdict = status;
    }
    Matcher body = BODY.matcher(head);
    payload = body.find() ? Long.parseLong(body.group(1)) : 0;
    payload = CHUNKED.matcher(head).find() ? Long.MAX_VALUE : payload; // the last answer
    head.setLength(0);
  }

  private void skip(ByteBuffer in) {
    int skipped = (int) Math.min(payload, in.remaining());
    in.position(in.position() + skipped);
    payload -= skipped;
  }

  private void frame(ByteBuffer in) {
    header.put(in.get());
    if (header.position() < needed()) {
      return;
    }
    if (isClose()) {
      verdict = Integer.toString(header.getShort(2) & 0xFFFF);
    }
    payload = isClose() ? 0 : length();
    header.clear();
  }

  private boolean isClose() {
    return (header.get(0) & 0xF) == CLOSE;
  }

  /** Bytes of the header, and the code of a close frame, which always has one here. */
  private int needed() {
    if (header.position() < 2) {
      return 2;
    }
    if (isClose()) {
      return 4;
    }
    return switch (header.get(1) & 0x7F) {
      case SHORT_16 -> 4;
      case SHORT_64 -> 10;
      default -> 2;
    };
  }

  private long length() {
    int shortLength = header.get(1) & 0x7F;
    return switch (shortLength) {
      case SHORT_16 -> header.getShort(2) & 0xFFFF;
      case SHORT_64 -> header.getLong(2);
      default -> shortLength;
    };
  }
}

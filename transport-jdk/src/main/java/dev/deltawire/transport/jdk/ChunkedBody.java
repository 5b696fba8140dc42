package dev.deltawire.transport.jdk;

import dev.deltawire.server.internal.rfc6455.HttpSyntax;
import java.nio.ByteBuffer;

/**
 * The strict reading of a chunked body (RFC 9112 §7.1); chunk extensions and trailers are checked,
 * bounded and dropped.
 */
final class ChunkedBody implements RequestBody {

  private enum State {
    SIZE,
    EXTENSION,
    SIZE_LF,
    DATA,
    DATA_CR,
    DATA_LF,
    TRAILER,
    TRAILER_NAME,
    TRAILER_VALUE,
    TRAILER_LF,
    END_LF
  }

  private static final int MAX_SIZE_DIGITS = 8;
  private static final int MAX_EXTRA_BYTES = 4096;
  private static final int HEX = 16;

  private final BoundedBytes bytes;
  private State state = State.SIZE;
  private Progress progress = Progress.INCOMPLETE;
  private long chunkBytes;
  private int sizeDigits;
  private int extraBytes;

  ChunkedBody(BoundedBytes bytes) {
    this.bytes = bytes;
  }

  @Override
  public Progress read(ByteBuffer in) {
    while (progress == Progress.INCOMPLETE && in.hasRemaining()) {
      if (state == State.DATA) {
        data(in);
      } else {
        accept(in.get() & 0xFF);
      }
    }
    return progress;
  }

  @Override
  public byte[] release() {
    return bytes.release();
  }

  @Override
  public void drop() {
    bytes.drop();
  }

  private void data(ByteBuffer in) {
    int count = (int) Math.min(chunkBytes, in.remaining());
    if (!bytes.append(in, count)) {
      progress = Progress.NO_MEMORY;
      return;
    }
    chunkBytes -= count;
    if (chunkBytes == 0) {
      state = State.DATA_CR;
    }
  }

  private void accept(int octet) {
    switch (state) {
      case SIZE -> size(octet);
      case EXTENSION -> extra(octet, State.SIZE_LF);
      case SIZE_LF -> sizeEnd(octet);
      case DATA_CR -> expect(octet, '\r', State.DATA_LF);
      case DATA_LF -> expect(octet, '\n', State.SIZE);
      case TRAILER -> trailer(octet);
      case TRAILER_NAME -> trailerName(octet);
      case TRAILER_VALUE -> extra(octet, State.TRAILER_LF);
      case TRAILER_LF -> expect(octet, '\n', State.TRAILER);
      case END_LF -> progress = octet == '\n' ? Progress.COMPLETE : Progress.MALFORMED;
      case DATA -> throw new IllegalStateException("data is not read by the byte");
    }
  }

  private void size(int octet) {
    int digit = Character.digit(octet, HEX);
    if (digit >= 0 && sizeDigits < MAX_SIZE_DIGITS) {
      sizeDigits++;
      chunkBytes = chunkBytes * HEX + digit;
    } else if (octet == '\r' && sizeDigits > 0) {
      state = State.SIZE_LF;
    } else if (octet == ';' && sizeDigits > 0) {
      state = State.EXTENSION;
    } else {
      progress = Progress.MALFORMED;
    }
  }

  private void sizeEnd(int octet) {
    expect(octet, '\n', chunkBytes == 0 ? State.TRAILER : State.DATA);
    sizeDigits = 0;
    if (!bytes.fits(chunkBytes)) {
      progress = Progress.TOO_LARGE; // known before the chunk is read
    }
  }

  /** One byte of an extension or a trailer's value. */
  private void extra(int octet, State afterCr) {
    if (octet == '\r') {
      state = afterCr;
    } else if (!HttpSyntax.isFieldByte(octet) || ++extraBytes > MAX_EXTRA_BYTES) {
      progress = Progress.MALFORMED;
    }
  }

  private void trailer(int octet) {
    if (octet == '\r') {
      state = State.END_LF;
    } else if (HttpSyntax.isTokenByte(octet) && ++extraBytes <= MAX_EXTRA_BYTES) {
      state = State.TRAILER_NAME;
    } else {
      progress = Progress.MALFORMED;
    }
  }

  private void trailerName(int octet) {
    if (octet == ':') {
      state = State.TRAILER_VALUE;
    } else if (!HttpSyntax.isTokenByte(octet) || ++extraBytes > MAX_EXTRA_BYTES) {
      progress = Progress.MALFORMED;
    }
  }

  private void expect(int octet, int expected, State following) {
    if (octet == expected) {
      state = following;
    } else {
      progress = Progress.MALFORMED;
    }
  }
}

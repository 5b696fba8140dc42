package dev.deltawire.server.internal.tls;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Private keys of older forms as PKCS#8 (RFC 5958), the one form that the JDK reads. */
final class Pkcs8 {

  private static final byte INTEGER = 0x02;
  private static final byte OCTET_STRING = 0x04;
  private static final byte SEQUENCE = 0x30;
  private static final byte PARAMETERS = (byte) 0xA0;

  private static final byte[] VERSION_0 = {INTEGER, 1, 0};

  /** 1.2.840.113549.1.1.1, and the NULL that goes with it. */
  private static final byte[] RSA = {
    0x06, 9, 0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7, 0x0D, 1, 1, 1, 0x05, 0
  };

  /** 1.2.840.10045.2.1. */
  private static final byte[] ELLIPTIC_CURVE = {
    0x06, 7, 0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 2, 1
  };

  private Pkcs8() {}

  /** An RSA key of RFC 8017 A.1.2. */
  static byte[] ofPkcs1(byte[] key) {
    return of(RSA, key);
  }

  /** A key of RFC 5915; throws when it does not name its curve. */
  static byte[] ofSec1(byte[] key) {
    return of(join(ELLIPTIC_CURVE, curve(key)), key);
  }

  private static byte[] of(byte[] algorithm, byte[] key) {
    byte[] content =
        join(VERSION_0, join(element(SEQUENCE, algorithm), element(OCTET_STRING, key)));
    return element(SEQUENCE, content);
  }

  private static byte[] curve(byte[] key) {
    try {
      ByteBuffer fields = content(ByteBuffer.wrap(key), SEQUENCE);
      content(fields, INTEGER);
      content(fields, OCTET_STRING);
      ByteBuffer curve = content(fields, PARAMETERS);
      byte[] encoded = new byte[curve.remaining()];
      curve.get(encoded);
      return encoded;
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("cut off", e);
    }
  }

  /** The content of the next element, which has to be a {@code tag}; {@code der} goes behind it. */
  private static ByteBuffer content(ByteBuffer der, byte tag) {
    byte found = der.get();
    if (found != tag) {
      throw new IllegalArgumentException("expected element " + tag + ", found " + found);
    }
    int length = length(der);
    if (length > der.remaining()) {
      throw new IllegalArgumentException("cut off");
    }
    ByteBuffer content = der.slice(der.position(), length);
    der.position(der.position() + length);
    return content;
  }

  private static int length(ByteBuffer der) {
    int first = der.get() & 0xFF;
    return switch (first) {
      case 0x81 -> der.get() & 0xFF;
      case 0x82 -> der.getShort() & 0xFFFF;
      default -> first;
    };
  }

  private static byte[] element(byte tag, byte[] content) {
    int length = content.length;
    byte[] head;
    if (length < 0x80) {
      head = new byte[] {tag, (byte) length};
    } else if (length < 0x100) {
      head = new byte[] {tag, (byte) 0x81, (byte) length};
    } else {
      head = new byte[] {tag, (byte) 0x82, (byte) (length >> 8), (byte) length};
    }
    return join(head, content);
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] joined = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }
}

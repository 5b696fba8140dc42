package dev.deltawire.tck;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;

/**
 * A certificate for {@code localhost} that vouches for itself, made for one test, and its key.
 *
 * @param certificate the certificate
 * @param key its private key
 */
public record SelfSigned(X509Certificate certificate, PrivateKey key) {

  private static final Duration AGE = Duration.ofDays(1);

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

  private static final int INTEGER = 0x02;
  private static final int BIT_STRING = 0x03;
  private static final int OCTET_STRING = 0x04;
  private static final int UTF8_STRING = 0x0C;
  private static final int GENERALIZED_TIME = 0x18;
  private static final int SEQUENCE = 0x30;
  private static final int SET = 0x31;
  private static final int DNS_NAME = 0x82;
  private static final int VERSION = 0xA0;
  private static final int EXTENSIONS = 0xA3;

  private static final byte[] COMMON_NAME = {0x06, 3, 0x55, 4, 3};
  private static final byte[] SUBJECT_ALT_NAME = {0x06, 3, 0x55, 0x1D, 0x11};
  private static final byte[] ECDSA_SHA256 = {
    0x06, 8, 0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 4, 3, 2
  };
  private static final byte[] RSA_SHA256 = {
    0x06, 9, 0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7, 0x0D, 1, 1, 11, 0x05, 0
  };

  /** A certificate of an elliptic curve's key, valid from yesterday for a year. */
  public static SelfSigned create() {
    return create("EC", Instant.now().plus(Duration.ofDays(365)));
  }

  /**
   * A certificate that is valid until {@code end}.
   *
   * @param algorithm {@code EC} or {@code RSA}
   */
  public static SelfSigned create(String algorithm, Instant end) {
    try {
      boolean rsa = algorithm.equals("RSA");
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      if (rsa) {
        generator.initialize(2048);
      } else {
        generator.initialize(new ECGenParameterSpec("secp256r1"));
      }
      KeyPair pair = generator.generateKeyPair();
      byte[] algorithmId = der(SEQUENCE, rsa ? RSA_SHA256 : ECDSA_SHA256);
      byte[] content = toBeSigned(pair, algorithmId, end);
      Signature signature = Signature.getInstance(rsa ? "SHA256withRSA" : "SHA256withECDSA");
      signature.initSign(pair.getPrivate());
      signature.update(content);
      byte[] signed = der(BIT_STRING, new byte[1], signature.sign());
      return new SelfSigned(parsed(der(SEQUENCE, content, algorithmId, signed)), pair.getPrivate());
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JDK can do this", e);
    }
  }

  /** RFC 5280 §4.1. */
  private static byte[] toBeSigned(KeyPair pair, byte[] algorithmId, Instant end) {
    byte[] serial = BigInteger.valueOf(System.nanoTime()).toByteArray();
    byte[] name =
        der(SEQUENCE, der(SET, der(SEQUENCE, COMMON_NAME, der(UTF8_STRING, ascii("localhost")))));
    byte[] validity = der(SEQUENCE, time(end.minus(Duration.ofDays(3650)).minus(AGE)), time(end));
    byte[] names = der(SEQUENCE, der(DNS_NAME, ascii("localhost")));
    byte[] extension = der(SEQUENCE, SUBJECT_ALT_NAME, der(OCTET_STRING, names));
    return der(
        SEQUENCE,
        der(VERSION, der(INTEGER, new byte[] {2})),
        der(INTEGER, serial),
        algorithmId,
        name,
        validity,
        name,
        pair.getPublic().getEncoded(),
        der(EXTENSIONS, der(SEQUENCE, extension)));
  }

  private static X509Certificate parsed(byte[] encoded) throws GeneralSecurityException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(encoded));
  }

  private static byte[] time(Instant instant) {
    return der(GENERALIZED_TIME, ascii(TIME.format(instant)));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] der(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    ByteArrayOutputStream element = new ByteArrayOutputStream();
    element.write(tag);
    int length = content.size();
    if (length >= 0x100) {
      element.write(0x82);
      element.write(length >> 8);
    } else if (length >= 0x80) {
      element.write(0x81);
    }
    element.write(length);
    element.writeBytes(content.toByteArray());
    return element.toByteArray();
  }

  /** The certificate as a PEM file has it. */
  public String certificatePem() {
    try {
      return pem("CERTIFICATE", certificate.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new AssertionError("it was decoded from that", e);
    }
  }

  /** The key as a PEM file has it, PKCS#8. */
  public String keyPem() {
    return pem("PRIVATE KEY", key.getEncoded());
  }

  /** One block of a PEM file. */
  public static String pem(String label, byte[] content) {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return "-----BEGIN " + label + "-----\n" + text + "\n-----END " + label + "-----\n";
  }

  /** Both in a key store. */
  public KeyStore keyStore(char[] password) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("server", key, password, new X509Certificate[] {certificate});
      return store;
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JDK can do this", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.deltawire.server.internal.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The blocks of a PEM file (RFC 7468), each with its label. */
final class PemFile {

  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);

  private static final int MAX_BYTES = 1 << 20;

  private record Block(String label, String text) {}

  private final Path file;
  private final List<Block> blocks = new ArrayList<>();

  private PemFile(Path file, String text) {
    this.file = file;
    Matcher matcher = BLOCK.matcher(text);
    while (matcher.find()) {
      blocks.add(new Block(matcher.group(1), matcher.group(2)));
    }
  }

  /** Reads the file. */
  static PemFile read(Path file) throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException(file + ": too large for a PEM file");
    }
    return new PemFile(file, Files.readString(file, StandardCharsets.ISO_8859_1));
  }

  /** Its certificates, one at least. */
  List<X509Certificate> certificates() throws IOException {
    List<X509Certificate> certificates = new ArrayList<>();
    for (Block block : blocks) {
      if (block.label().equals("CERTIFICATE")) {
        certificates.add(certificate(decoded(block)));
      }
    }
    if (certificates.isEmpty()) {
      throw wrong("holds no certificate");
    }
    return certificates;
  }

  private X509Certificate certificate(byte[] der) throws IOException {
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      return (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der));
    } catch (GeneralSecurityException e) {
      throw wrong("a certificate can't be read: " + e.getMessage());
    }
  }

  /** Its first private key, which has to be of the same kind as {@code publicKey}. */
  PrivateKey privateKey(PublicKey publicKey) throws IOException {
    for (Block block : blocks) {
      if (block.label().endsWith("PRIVATE KEY")) {
        return privateKey(pkcs8(block), publicKey.getAlgorithm());
      }
    }
    throw wrong("holds no private key");
  }

  private byte[] pkcs8(Block block) throws IOException {
    if (block.label().startsWith("ENCRYPTED") || block.text().contains("ENCRYPTED")) {
      throw wrong("the private key is encrypted; decrypt it, or use PKCS#12");
    }
    try {
      return switch (block.label()) {
        case "PRIVATE KEY" -> decoded(block);
        case "RSA PRIVATE KEY" -> Pkcs8.ofPkcs1(decoded(block));
        case "EC PRIVATE KEY" -> Pkcs8.ofSec1(decoded(block));
        default -> throw wrong("a private key of an unknown form: " + block.label());
      };
    } catch (IllegalArgumentException e) {
      throw wrong("the private key can't be read: " + e.getMessage());
    }
  }

  private PrivateKey privateKey(byte[] pkcs8, String algorithm) throws IOException {
    try {
      return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    } catch (GeneralSecurityException e) {
      throw wrong("holds no private key for the certificate, whose key is " + algorithm);
    }
  }

  private byte[] decoded(Block block) throws IOException {
    try {
      return Base64.getMimeDecoder().decode(block.text());
    } catch (IllegalArgumentException e) {
      throw wrong("is not Base64: " + e.getMessage());
    }
  }

  private IOException wrong(String what) {
    return new IOException(file + ": " + what);
  }
}

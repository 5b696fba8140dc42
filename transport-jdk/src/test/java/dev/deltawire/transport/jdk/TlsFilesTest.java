package dev.deltawire.transport.jdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.server.DeltawireServer;
import dev.deltawire.server.Tls;
import dev.deltawire.tck.SelfSigned;
import dev.deltawire.tck.TestTls;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link Tls} as a server uses it. */
class TlsFilesTest {

  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir private Path directory;
  private Path chain;
  private Path key;

  private static Instant later() {
    return Instant.now().plus(Duration.ofDays(1));
  }

  @BeforeEach
  void name() {
    chain = directory.resolve("chain.pem");
    key = directory.resolve("key.pem");
  }

  private void write(SelfSigned identity) throws IOException {
    Files.writeString(chain, "some words\n" + identity.certificatePem());
    Files.writeString(key, identity.keyPem());
  }

  /** The certificate that a new connection gets. */
  private static Certificate served(DeltawireServer server, SelfSigned trusted) throws IOException {
    try (TlsPeer peer =
        new TlsPeer(server.address(), TestTls.of(trusted).clientEngine()).handshake()) {
      return peer.engine.getSession().getPeerCertificates()[0];
    }
  }

  private static DeltawireServer start(Tls tls) throws IOException {
    DeltawireServer server =
        DeltawireServer.builder().transport(new JdkTransportProvider()).tls(tls).loops(1).build();
    server.start();
    return server;
  }

  private void assertRefused(String words) {
    assertRefused(words, () -> Tls.ofPem(chain, key));
  }

  private void assertRefused(String words, Executable reading) {
    String said = assertThrows(IOException.class, reading).getMessage();
    assertTrue(said.contains(words) && said.contains(directory.toString()), said);
  }

  @ParameterizedTest
  @ValueSource(strings = {"EC", "RSA"})
  void aKeyMayBePkcs8OrOfItsOwnKind(String algorithm) throws Exception {
    SelfSigned identity = SelfSigned.create(algorithm, later());
    write(identity);
    try (DeltawireServer server = start(Tls.ofPem(chain, key))) {
      assertEquals(identity.certificate(), served(server, identity));
    }
    Files.writeString(key, SelfSigned.pem(algorithm + " PRIVATE KEY", ownForm(identity.key())));
    try (DeltawireServer server = start(Tls.ofPem(chain, key))) {
      assertEquals(identity.certificate(), served(server, identity));
    }
    Files.writeString(key, SelfSigned.create(algorithm, later()).keyPem());
    assertRefused("not the first certificate's");
  }

  /** What PKCS#8 wraps, with the curve's name put in where there is one. */
  private static byte[] ownForm(PrivateKey key) {
    byte[] pkcs8 = key.getEncoded();
    if (key.getAlgorithm().equals("RSA")) {
      return Arrays.copyOfRange(pkcs8, 26, pkcs8.length);
    }
    HexFormat hex = HexFormat.of();
    String encoded = hex.formatHex(pkcs8);
    String secret = encoded.substring(encoded.indexOf("0201010420") + 10).substring(0, 64);
    return hex.parseHex("3031" + "0201010420" + secret + "a00a06082a8648ce3d030107");
  }

  @Test
  void aKeyStoreHoldsBoth() throws Exception {
    SelfSigned identity = SelfSigned.create();
    Path file = directory.resolve("server.p12");
    try (OutputStream out = Files.newOutputStream(file)) {
      identity.keyStore(PASSWORD).store(out, PASSWORD);
    }
    try (DeltawireServer server = start(Tls.ofPkcs12(file, PASSWORD))) {
      assertEquals(identity.certificate(), served(server, identity));
    }
    assertRefused("password", () -> Tls.ofPkcs12(file, "wrong".toCharArray()));
    assertRefused("is not there", () -> Tls.ofPkcs12(directory.resolve("no.p12"), PASSWORD));
    write(identity);
    assertRefused("chain.pem: can't be read as PKCS#12", () -> Tls.ofPkcs12(chain, PASSWORD));
  }

  @Test
  void whatCannotBeUsedIsNamed() throws Exception {
    SelfSigned identity = SelfSigned.create();
    assertRefused("chain.pem: is not there");
    write(identity);
    Files.delete(key);
    assertRefused("key.pem: is not there");
    Files.writeString(key, SelfSigned.pem("ENCRYPTED PRIVATE KEY", new byte[99]));
    assertRefused("is encrypted");
    Files.writeString(
        key,
        "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nAAAA\n-----END RSA PRIVATE KEY-----");
    assertRefused("is encrypted");
    Files.writeString(key, SelfSigned.create("RSA", later()).keyPem());
    assertRefused("no private key for the certificate");
    Files.writeString(key, SelfSigned.pem("EC PRIVATE KEY", new byte[] {0x30, 3, 2, 1, 1}));
    assertRefused("can't be read");
    Files.writeString(key, "nothing");
    assertRefused("holds no private key");
    Files.writeString(chain, SelfSigned.pem("CERTIFICATE", new byte[] {1, 2, 3}));
    assertRefused("certificate can't be read");
    Files.writeString(chain, identity.keyPem());
    assertRefused("holds no certificate");
    assertRefused(": is a directory", () -> Tls.ofPem(directory, key));
  }

  @Test
  void newFilesAreReadAndBadOnesAreNot() throws Exception {
    SelfSigned first = SelfSigned.create();
    SelfSigned second = SelfSigned.create();
    write(first);
    Tls tls = Tls.ofPem(chain, key);
    assertFalse(tls.reload(), "nothing has changed");
    try (DeltawireServer server = start(tls);
        TlsPeer old = new TlsPeer(server.address(), TestTls.of(first).clientEngine()).handshake()) {
      Files.writeString(chain, second.certificatePem()); // the key comes later
      assertThrows(IOException.class, tls::reload);
      assertFalse(tls.reload(), "once a change");
      assertEquals(first.certificate(), served(server, first));
      Files.delete(key);
      assertThrows(IOException.class, tls::reload);
      assertFalse(tls.reload(), "once, though it stays away");
      Files.writeString(key, second.keyPem() + "\n");
      assertTrue(tls.reload());
      assertEquals(second.certificate(), served(server, second));
      assertThrows(SSLException.class, () -> served(server, first));
      old.say("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
      assertEquals("HTTP/1.1 404", old.read(12), "who is connected stays so");
    }
  }

  @Test
  void theErrorHandlerHearsOfNewFilesThatCannotBeUsedOnceAChange() throws Exception {
    SelfSigned identity = SelfSigned.create();
    write(identity);
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    DeltawireServer server =
        DeltawireServer.builder()
            .transport(new JdkTransportProvider())
            .tls(Tls.ofPem(chain, key).checkInterval(Duration.ofMillis(20)))
            .errorHandler((where, error) -> heard.add(where + ": " + error.getMessage()))
            .build();
    try (server) {
      server.start();
      Files.writeString(key, "nothing");
      String said = heard.poll(5, TimeUnit.SECONDS);
      assertTrue(String.valueOf(said).endsWith(", stays: " + key + ": holds no private key"), said);
      assertNull(heard.poll(200, TimeUnit.MILLISECONDS));
      assertEquals(identity.certificate(), served(server, identity));
    }
  }

  @Test
  void whateverIsDamagedIsSaidToBe() throws Exception {
    SelfSigned identity = SelfSigned.create();
    write(identity);
    for (Path file : List.of(chain, key)) {
      byte[] whole = Files.readAllBytes(file);
      Random random = new Random(11);
      for (int i = 0; i < 400; i++) {
        byte[] damaged =
            Arrays.copyOf(whole, i % 2 == 0 ? whole.length : random.nextInt(whole.length));
        if (damaged.length > 0) {
          damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(128);
        }
        Files.write(file, damaged);
        try {
          Tls.ofPem(chain, key);
        } catch (IOException e) {
          assertTrue(e.getMessage().contains(directory.toString()), e::getMessage);
        }
      }
      Files.write(file, whole);
    }
  }

  @Test
  void aServerNoticesNewFiles() throws Exception {
    SelfSigned first = SelfSigned.create();
    SelfSigned second = SelfSigned.create();
    write(first);
    Tls tls = Tls.ofPem(chain, key).checkInterval(Duration.ofMillis(20));
    DeltawireServer server =
        DeltawireServer.builder().transport(new JdkTransportProvider()).tls(tls).build();
    try (server) {
      server.start();
      assertEquals(first.certificate(), served(server, first));
      write(second);
      assertEquals(second.certificate(), soon(server, second));
    }
  }

  private static Certificate soon(DeltawireServer server, SelfSigned expected) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
    while (true) {
      try {
        return served(server, expected);
      } catch (SSLException e) {
        if (System.nanoTime() > deadline) {
          throw e;
        }
      }
    }
  }
}

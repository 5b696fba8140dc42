package dev.deltawire.server.internal.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStore.PasswordProtection;
import java.security.KeyStore.PrivateKeyEntry;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Where a server's certificate and key lie. Thread: any. */
public sealed interface TlsFiles {

  /** What is to be compared to find out whether files have changed. */
  record State(List<Object> marks) {

    private static State of(Path... files) {
      return new State(Arrays.stream(files).map(State::mark).toList());
    }

    private static Object mark(Path file) {
      try {
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
        return List.of(now.lastModifiedTime(), String.valueOf(now.fileKey()), now.size());
      } catch (IOException e) { // a state like any other; reading it says what is wrong
        return e.toString();
      }
    }
  }

  /** The files as they are now, or are missing. */
  State state();

  /** Reads them; throws what is wrong with them. */
  TlsIdentity read() throws IOException;

  /** Has a file that is to be read named together with what is wrong with it. */
  private static Path readable(Path file) throws IOException {
    if (!Files.isReadable(file)) {
      throw new IOException(file + ": " + (Files.exists(file) ? "can't be read" : "is not there"));
    }
    if (Files.isDirectory(file)) {
      throw new IOException(file + ": is a directory");
    }
    return file;
  }

  /** A chain of certificates and a key, each in a PEM file. */
  record Pem(Path certificateChain, Path privateKey) implements TlsFiles {

    @Override
    public State state() {
      return State.of(certificateChain, privateKey);
    }

    @Override
    public TlsIdentity read() throws IOException {
      List<X509Certificate> chain = PemFile.read(readable(certificateChain)).certificates();
      PrivateKey key = PemFile.read(readable(privateKey)).privateKey(chain.get(0).getPublicKey());
      return new TlsIdentity(certificateChain + ", " + privateKey, chain, key);
    }
  }

  /** A key store with one key. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Pkcs12(Path file, char[] password) implements TlsFiles {

    @Override
    public State state() {
      return State.of(file);
    }

    @Override
    public TlsIdentity read() throws IOException {
      try {
        return identity(store());
      } catch (GeneralSecurityException e) {
        throw wrong(e);
      }
    }

    private KeyStore store() throws IOException, GeneralSecurityException {
      KeyStore store = KeyStore.getInstance("PKCS12");
      readable(file);
      try (InputStream in = Files.newInputStream(file)) {
        store.load(in, password);
        return store;
      } catch (IOException e) {
        throw new IOException(file + ": can't be read as PKCS#12: " + e.getMessage(), e);
      }
    }

    private TlsIdentity identity(KeyStore store) throws IOException, GeneralSecurityException {
      List<PrivateKeyEntry> entries = new ArrayList<>();
      for (String alias : Collections.list(store.aliases())) {
        if (store.entryInstanceOf(alias, PrivateKeyEntry.class)) {
          entries.add((PrivateKeyEntry) store.getEntry(alias, new PasswordProtection(password)));
        }
      }
      if (entries.size() != 1) {
        throw new IOException(file + ": expected one private key, found " + entries.size());
      }
      PrivateKeyEntry entry = entries.get(0);
      return new TlsIdentity(
          file.toString(),
          Arrays.stream(entry.getCertificateChain()).map(X509Certificate.class::cast).toList(),
          entry.getPrivateKey());
    }

    private IOException wrong(Exception e) {
      return new IOException(file + ": " + e.getMessage(), e);
    }
  }
}

package dev.deltawire.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;

/** Where a server's certificate and key lie. Thread: any. */
sealed interface TlsFiles {

  /** What is to be compared to find out whether files have changed. */
  record State(List<Object> marks) {

    static State of(Path... files) throws IOException {
      Object[] marks = new Object[2 * files.length];
      for (int i = 0; i < files.length; i++) {
        BasicFileAttributes file = Files.readAttributes(files[i], BasicFileAttributes.class);
        marks[2 * i] = file.lastModifiedTime();
        marks[2 * i + 1] = file.fileKey() + ":" + file.size();
      }
      return new State(List.of(marks));
    }
  }

  /** The files as they are now. */
  State state() throws IOException;

  /** Reads them; throws what is wrong with them. */
  TlsIdentity read() throws IOException;

  /** A chain of certificates and a key, each in a PEM file. */
  record Pem(Path certificateChain, Path privateKey) implements TlsFiles {

    @Override
    public State state() throws IOException {
      return State.of(certificateChain, privateKey);
    }

    @Override
    public TlsIdentity read() throws IOException {
      List<X509Certificate> chain = PemFile.read(certificateChain).certificates();
      PrivateKey key = PemFile.read(privateKey).privateKey(chain.get(0).getPublicKey());
      return new TlsIdentity(certificateChain + ", " + privateKey, chain, key);
    }
  }

  /** A key store with one key. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Pkcs12(Path file, char[] password) implements TlsFiles {

    @Override
    public State state() throws IOException {
      return State.of(file);
    }

    @Override
    public TlsIdentity read() throws IOException {
      try (InputStream in = Files.newInputStream(file)) {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(in, password);
        return identity(store);
      } catch (GeneralSecurityException e) {
        throw new IOException(file + ": " + e.getMessage(), e);
      }
    }

    private TlsIdentity identity(KeyStore store) throws IOException, GeneralSecurityException {
      List<String> aliases =
          Collections.list(store.aliases()).stream().filter(alias -> isKey(store, alias)).toList();
      if (aliases.size() != 1) {
        throw new IOException(file + ": expected one private key, found " + aliases.size());
      }
      Key key = store.getKey(aliases.get(0), password);
      Certificate[] chain = store.getCertificateChain(aliases.get(0));
      return new TlsIdentity(
          file.toString(),
          List.of(chain).stream().map(X509Certificate.class::cast).toList(),
          (PrivateKey) key);
    }

    private static boolean isKey(KeyStore store, String alias) {
      try {
        return store.isKeyEntry(alias);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("it was loaded just now", e);
      }
    }
  }
}

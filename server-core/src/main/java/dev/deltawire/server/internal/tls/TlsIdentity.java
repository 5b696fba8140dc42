package dev.deltawire.server.internal.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate with those that vouch for it, and its private key.
 *
 * @param source the files it came from, for messages
 */
public record TlsIdentity(String source, List<X509Certificate> chain, PrivateKey key) {

  private static final System.Logger LOG = System.getLogger("dev.deltawire");

  /** Bounds what sessions that may be resumed hold in memory. */
  private static final int MAX_SESSIONS = 4096;

  /** Whether the key is the first certificate's. */
  private boolean matches() throws GeneralSecurityException {
    PublicKey certified = chain.get(0).getPublicKey();
    if (key instanceof RSAKey own && certified instanceof RSAKey other) {
      return own.getModulus().equals(other.getModulus());
    }
    return signsFor(certified);
  }

  private boolean signsFor(PublicKey certified) throws GeneralSecurityException {
    String algorithm = key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : key.getAlgorithm();
    byte[] proof = {1, 2, 3};
    Signature signing = Signature.getInstance(algorithm);
    signing.initSign(key);
    signing.update(proof);
    byte[] signed = signing.sign();
    Signature verifying = Signature.getInstance(algorithm);
    verifying.initVerify(certified);
    verifying.update(proof);
    return verifying.verify(signed);
  }

  /** What makes engines with this identity; throws when the key is not the certificate's. */
  public SSLContext context() throws IOException {
    try {
      if (!matches()) {
        throw new GeneralSecurityException("the private key is not the first certificate's");
      }
      warnOfDates();
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      char[] password = {'-'}; // for as long as it is in memory
      store.setKeyEntry("server", key, password, chain.toArray(X509Certificate[]::new));
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, password);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      context.getServerSessionContext().setSessionCacheSize(MAX_SESSIONS);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException(source + ": " + e.getMessage(), e);
    }
  }

  private void warnOfDates() {
    try {
      chain.get(0).checkValidity();
    } catch (CertificateException e) { // clients refuse it, but that is theirs to do
      LOG.log(
          System.Logger.Level.WARNING,
          "the certificate of {0} is not valid now: {1}",
          source,
          e.getMessage());
    }
  }
}

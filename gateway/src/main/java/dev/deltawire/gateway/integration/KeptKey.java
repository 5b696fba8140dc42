package dev.deltawire.gateway.integration;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.integration.IntegrationStore;
import dev.deltawire.gateway.data.DataDirectory;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;

/** The channel's key in the data directory of this node (I-39, X-60). */
final class KeptKey implements IntegrationStore {

  private static final String FILE = "integration-key";
  private static final Pattern SECRET = Pattern.compile("[\\w-]{32}");

  private final DataDirectory data;

  KeptKey(DataDirectory data) {
    this.data = data;
  }

  @Override
  public Optional<String> secret() throws StoreException {
    Optional<String> text;
    try {
      text = data.findSecretText(FILE);
    } catch (IOException e) {
      throw StoreException.of("the channel's key can't be read", e);
    }
    if (text.isPresent() && !SECRET.matcher(text.get()).matches()) {
      throw StoreException.of("the file " + FILE + " holds no key", null);
    }
    return text;
  }

  @Override
  public void keepSecret(String secret) throws StoreException {
    try {
      data.keepSecretText(FILE, secret);
    } catch (IOException e) {
      throw StoreException.of("the channel's key can't be kept", e);
    }
  }
}

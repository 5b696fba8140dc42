package dev.deltawire.gateway.data;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.gateway.config.ServerKeys;
import dev.deltawire.gateway.config.Settings;
import dev.deltawire.store.jdbc.JdbcStore;
import java.io.IOException;
import java.util.Optional;

/** The store that the settings name: a file in the data directory, or a PostgreSQL database. */
public final class GatewayStore {

  private GatewayStore() {}

  /** Opens it for a gateway, which owns the data directory. */
  public static JdbcStore open(Settings settings, DataDirectory data) throws IOException {
    return open(builder(settings, data));
  }

  /** Opens it for a command, whether or not a gateway is running. */
  public static JdbcStore openBeside(Settings settings, DataDirectory data) throws IOException {
    return open(builder(settings, data).guest());
  }

  private static JdbcStore open(JdbcStore.Builder builder) throws IOException {
    try {
      return builder.open();
    } catch (StoreException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static JdbcStore.Builder builder(Settings settings, DataDirectory data) {
    Optional<String> url = settings.find(ServerKeys.STORE_URL);
    JdbcStore.Builder builder =
        url.isPresent()
            ? JdbcStore.postgres(url.get())
            : JdbcStore.sqlite(data.file("deltawire.db"));
    settings.find(ServerKeys.STORE_USER).ifPresent(builder::user);
    settings.find(ServerKeys.STORE_PASSWORD).ifPresent(builder::password);
    return builder.fsync(settings.get(ServerKeys.STORE_FSYNC));
  }
}

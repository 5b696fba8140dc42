package dev.deltawire.gateway;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.messenger.KeyRing;
import dev.deltawire.gateway.config.MessengerKeys;
import dev.deltawire.gateway.config.Settings;
import dev.deltawire.gateway.data.DataDirectory;
import dev.deltawire.gateway.data.GatewayStore;
import dev.deltawire.model.messenger.MessengerLimits;
import dev.deltawire.store.jdbc.JdbcStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code deltawire key messenger}: one more key of an agent, which is registered if missing. */
@Command(
    name = "messenger",
    description =
        "Prints a new API key of an agent, registering it if it is missing; keys that it has stay"
            + " good. serve need not be running.",
    mixinStandardHelpOptions = true)
final class KeyMessengerCommand implements Callable<Integer> {

  private final Map<String, String> environment;

  @Spec private CommandSpec spec;
  @Mixin private SettingsOptions settingsOptions;

  @Option(names = "--handle", paramLabel = "NAME", required = true, description = "The agent.")
  private String handle;

  KeyMessengerCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws Exception {
    Settings settings = settingsOptions.read(environment).settings();
    if (!MessengerLimits.isHandle(handle)) {
      throw new ParameterException(
          spec.commandLine(), "--handle expects lower-case letters, digits, - and _, at most 32");
    }
    DataDirectory data = SettingsOptions.data(settings, spec); // last: makes files
    try (JdbcStore store = GatewayStore.openBeside(settings, data)) {
      KeyRing keys = KeyRing.of(store.messenger().agents(), settings.get(MessengerKeys.KEY_PREFIX));
      PrintWriter out = spec.commandLine().getOut();
      out.println(key(keys));
      out.flush();
    }
    return 0;
  }

  private String key(KeyRing keys) throws StoreException, IOException {
    Optional<String> key = keys.register(handle);
    if (key.isEmpty()) {
      key = keys.add(handle);
    }
    return key.orElseThrow(() -> new IOException("the agent " + handle + " was deleted"));
  }
}

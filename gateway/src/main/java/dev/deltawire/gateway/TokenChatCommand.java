package dev.deltawire.gateway;

import dev.deltawire.dialects.chat.ChatAccounts;
import dev.deltawire.gateway.chat.ChatJwt;
import dev.deltawire.gateway.config.ChatKeys;
import dev.deltawire.gateway.config.Settings;
import dev.deltawire.gateway.data.DataDirectory;
import dev.deltawire.gateway.data.GatewayStore;
import dev.deltawire.store.jdbc.JdbcStore;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code deltawire token chat}: an access token of an account, which is created if missing. */
@Command(
    name = "chat",
    description =
        "Prints an access token for an account, creating a human's if there is none of that name;"
            + " serve need not be running.",
    mixinStandardHelpOptions = true)
final class TokenChatCommand implements Callable<Integer> {

  private final Map<String, String> environment;
  private final InstantSource clock;

  @Spec private CommandSpec spec;
  @Mixin private SettingsOptions settingsOptions;

  @Option(names = "--username", paramLabel = "NAME", required = true, description = "The account.")
  private String username;

  TokenChatCommand(Map<String, String> environment, InstantSource clock) {
    this.environment = environment;
    this.clock = clock;
  }

  @Override
  public Integer call() throws Exception {
    Settings settings = settingsOptions.read(environment).settings();
    Usernames.require(spec, "--username", username);
    DataDirectory data = SettingsOptions.data(settings, spec); // last: makes files
    try (JdbcStore store = GatewayStore.openBeside(settings, data)) {
      ChatAccounts.of(store.chat()).ensure(username);
    }
    ChatJwt tokens = ChatJwt.of(settings, data, clock);
    PrintWriter out = spec.commandLine().getOut();
    out.println(tokens.issue(username, settings.get(ChatKeys.TOKEN_TTL)));
    out.flush();
    return 0;
  }
}

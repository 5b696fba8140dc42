package dev.deltawire.gateway;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.chat.ChatAccounts;
import dev.deltawire.gateway.config.Settings;
import dev.deltawire.gateway.data.DataDirectory;
import dev.deltawire.gateway.data.GatewayStore;
import dev.deltawire.model.WireName;
import dev.deltawire.model.chat.AccountKind;
import dev.deltawire.model.chat.AnswerMode;
import dev.deltawire.model.chat.ChatCall.CreateUser;
import dev.deltawire.store.jdbc.JdbcStore;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code deltawire user add}: a new account, as by {@code createUser} (C-63). */
@Command(
    name = "add",
    description = "Adds an account; there must be none of that name.",
    mixinStandardHelpOptions = true)
final class UserAddCommand implements Callable<Integer> {

  private final Map<String, String> environment;

  @Spec private CommandSpec spec;
  @Mixin private SettingsOptions settingsOptions;

  @Parameters(index = "0", paramLabel = "NAME", description = "The username.")
  private String username;

  @Option(
      names = "--display-name",
      paramLabel = "TEXT",
      description = "What people see (the username with a capital).")
  private String displayName;

  @Option(names = "--agent", description = "An agent instead of a human.")
  private boolean agent;

  @Option(names = "--owner", paramLabel = "NAME", description = "Whose agent it is.")
  private String owner;

  @Option(
      names = "--provider",
      paramLabel = "TEXT",
      description = "What drives the agent; external: it acts through its own token.")
  private String provider;

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      defaultValue = "always",
      description = "Whether the agent answers always or on mention (${DEFAULT-VALUE}).")
  private String mode;

  UserAddCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws Exception {
    Settings settings = settingsOptions.read(environment).settings();
    CreateUser user = user();
    DataDirectory data = SettingsOptions.data(settings, spec); // last: makes files
    try (JdbcStore store = GatewayStore.openBeside(settings, data)) {
      add(user, ChatAccounts.of(store.chat()));
    }
    return 0;
  }

  private CreateUser user() {
    Usernames.require(spec, "NAME", username);
    if (!agent && (owner != null || provider != null)) {
      throw usage("--owner and --provider are for agents");
    }
    AnswerMode answers =
        WireName.find(AnswerMode.values(), mode)
            .orElseThrow(() -> usage("--mode expects always or mention"));
    AccountKind kind = agent ? AccountKind.AGENT : AccountKind.HUMAN;
    try {
      return new CreateUser(username, displayName, kind, owner, provider, answers);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private static void add(CreateUser user, ChatAccounts accounts)
      throws StoreException, IOException {
    if (user.parentUsername() != null && accounts.find(user.parentUsername()).isEmpty()) {
      throw new IOException("there is no account " + user.parentUsername());
    }
    if (accounts.create(user).isEmpty()) {
      throw new IOException("there is an account " + user.username() + " already");
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}

package dev.deltawire.gateway;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.chat.ChatAccounts;
import dev.deltawire.gateway.config.Settings;
import dev.deltawire.gateway.data.DataDirectory;
import dev.deltawire.gateway.data.GatewayStore;
import dev.deltawire.model.chat.Account;
import dev.deltawire.store.jdbc.JdbcStore;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code deltawire user list}: all accounts, one a line. */
@Command(
    name = "list",
    description = "Prints username, kind and display name of every account, separated by tabs.",
    mixinStandardHelpOptions = true)
final class UserListCommand implements Callable<Integer> {

  private final Map<String, String> environment;

  @Spec private CommandSpec spec;
  @Mixin private SettingsOptions settingsOptions;

  UserListCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws Exception {
    Settings settings = settingsOptions.read(environment).settings();
    DataDirectory data = SettingsOptions.data(settings, spec);
    PrintWriter out = spec.commandLine().getOut();
    try (JdbcStore store = GatewayStore.openBeside(settings, data)) {
      print(ChatAccounts.of(store.chat()), out);
    }
    out.flush();
    return 0;
  }

  private static void print(ChatAccounts accounts, PrintWriter out) throws StoreException {
    List<Account> page = accounts.list("");
    while (!page.isEmpty()) {
      for (Account account : page) {
        out.println(
            String.join(
                "\t", account.username(), account.kind().wireName(), account.displayName()));
      }
      page = accounts.list(page.get(page.size() - 1).username());
    }
  }
}

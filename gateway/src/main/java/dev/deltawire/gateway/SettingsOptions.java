package dev.deltawire.gateway;

import dev.deltawire.gateway.config.ConfigurationException;
import dev.deltawire.gateway.config.GatewayKeys;
import dev.deltawire.gateway.config.ServerKeys;
import dev.deltawire.gateway.config.Settings;
import dev.deltawire.gateway.config.SettingsReader;
import dev.deltawire.gateway.data.DataDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The options by which every command is told its settings. */
final class SettingsOptions {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Data directory (data.dir, ./data by default).")
  private String data;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Java properties in UTF-8, one key a line.")
  private Path config;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Sets one key; repeatable; stronger than the file and the environment.")
  private List<String> assignments = new ArrayList<>();

  /** Reads defaults, file, environment, assignments and {@code --data}, weakest first. */
  SettingsReader read(Map<String, String> environment) throws ConfigurationException {
    SettingsReader reader = SettingsReader.of(GatewayKeys.all());
    if (config != null) {
      reader.file(config);
    }
    reader.environment(environment).assignments(assignments);
    if (data != null) {
      reader.set(ServerKeys.DATA_DIR.name(), data, "by --data");
    }
    return reader;
  }

  /** The data directory; a command that makes it says so, for it may be the wrong one. */
  static DataDirectory data(Settings settings, CommandSpec spec) throws IOException {
    Path path = settings.get(ServerKeys.DATA_DIR);
    boolean missing = Files.notExists(path);
    DataDirectory data = DataDirectory.open(path);
    if (missing) {
      spec.commandLine().getErr().println("deltawire: made data directory " + path);
    }
    return data;
  }
}

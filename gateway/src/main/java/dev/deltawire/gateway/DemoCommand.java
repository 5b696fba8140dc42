package dev.deltawire.gateway;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.gateway.config.ConfigurationException;
import dev.deltawire.gateway.config.GatewayKeys;
import dev.deltawire.gateway.config.ServerKeys;
import dev.deltawire.gateway.config.Settings;
import dev.deltawire.gateway.config.SettingsReader;
import dev.deltawire.gateway.demo.DemoClient;
import dev.deltawire.gateway.demo.DemoStage;
import dev.deltawire.gateway.demo.DialectDemo;
import dev.deltawire.gateway.demo.Transcript;
import dev.deltawire.gateway.dialect.DialectUnit;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code deltawire demo}: a gateway of its own and clients that put it through its paces. */
@Command(
    name = "demo",
    description = "Starts a server, talks to it, shows every frame; exits 0 if all went right.",
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

  private final InstantSource clock;

  @Spec private CommandSpec spec;

  @Option(
      names = "--transport",
      paramLabel = "NAME",
      defaultValue = "jdk",
      description = "jdk (default) or javawebsocket.")
  private String transport;

  DemoCommand(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() throws IOException, ConfigurationException, InterruptedException {
    Transcript transcript =
        Transcript.to(spec.commandLine().getOut(), Ansi.AUTO.enabled(), System::nanoTime);
    try (TemporaryDirectory directory = TemporaryDirectory.create("deltawire-demo");
        Gateway gateway = Gateway.start(settings(directory.path()), clock)) {
      play(gateway, transcript);
    }
    return transcript.conclude() ? 0 : 1;
  }

  private void play(Gateway gateway, Transcript transcript)
      throws IOException, InterruptedException {
    Listeners at = gateway.listeners();
    transcript.title(
        "Deltawire demo: all dialects over the transport " + transport, at.readyLine());
    DemoStage stage =
        DemoStage.of(
            at.httpAuthority(), at.webSocketAuthority(), gateway.operatorToken(), transcript);
    try {
      for (DialectUnit unit : gateway.units().all()) {
        play(unit, stage);
      }
      shutDown(gateway, stage);
    } catch (IOException | StoreException e) {
      transcript.expect("every frame arrives", false, e.getMessage());
    }
  }

  private static void play(DialectUnit unit, DemoStage stage)
      throws IOException, InterruptedException, StoreException {
    Optional<DialectDemo> demo = unit.demo();
    if (demo.isPresent()) {
      stage.transcript().part(unit.dialect().name(), demo.get().explanation());
      demo.get().play(stage);
    }
  }

  private static void shutDown(Gateway gateway, DemoStage stage) throws IOException {
    Transcript transcript = stage.transcript();
    transcript.part("shutdown", "The server drains: everybody is told before it goes.");
    gateway.drain();
    for (DemoClient client : stage.staying()) {
      String close = client.awaitClose();
      transcript.expect(
          client.name() + " is closed with 1001", close.equals("1001 server shutting down"), close);
    }
  }

  private Settings settings(Path directory) throws ConfigurationException {
    return SettingsReader.of(GatewayKeys.all())
        .set(ServerKeys.DATA_DIR.name(), directory.toString(), "for the demo")
        .set(ServerKeys.HTTP_PORT.name(), "0", "for the demo")
        .set(ServerKeys.WS_TRANSPORT.name(), transport, "by --transport")
        .settings();
  }
}

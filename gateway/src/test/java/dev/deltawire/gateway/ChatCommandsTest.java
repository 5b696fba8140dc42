package dev.deltawire.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code token chat} and {@code user}, with and without a gateway on the data (C-04, C-63). */
final class ChatCommandsTest {

  @TempDir private Path directory;
  private final StringWriter err = new StringWriter();

  private String run(int exitCode, String... args) {
    StringWriter out = new StringWriter();
    int code =
        Main.commandLine(Map.of("DELTAWIRE_DATA_DIR", directory.toString()), InstantSource.system())
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(args);
    assertEquals(exitCode, code, err.toString());
    return out.toString().strip();
  }

  @Test
  void c04_c25_aTokenIsMadeBesideARunningGateway() throws Exception {
    String before = run(0, "token", "chat", "--username", "before");
    try (GatewayServer server = GatewayServer.startOn(directory, "jdk")) {
      assertEquals("before", ChatUser.connect(server, before).username());
      String beside = run(0, "token", "chat", "--username", "beside");
      ChatUser user = ChatUser.connect(server, beside);
      assertEquals("Beside", user.call("accounts.me", "").text("display_name"));
    }
  }

  @Test
  void c63_accountsAreAddedAndListed() throws Exception {
    run(0, "user", "add", "ops");
    run(
        0,
        "user",
        "add",
        "ops:bot",
        "--agent",
        "--owner",
        "ops",
        "--provider",
        "x",
        "--mode",
        "mention",
        "--display-name",
        "Bot");
    assertEquals(
        "ops\thuman\tOps" + System.lineSeparator() + "ops:bot\tagent\tBot", run(0, "user", "list"));
    run(1, "user", "add", "ops");
    assertTrue(err.toString().contains("already"), err.toString());
    run(1, "user", "add", "b", "--agent", "--owner", "nobody");
    run(2, "user", "add", "No Name");
    run(2, "user", "add", "c", "--provider", "x");
    run(2, "user", "add", "c", "--agent", "--mode", "never");
    run(2, "user", "add", "c", "--display-name", "");
    run(2, "user");
    run(2, "token", "chat", "--username", "No Name");
  }
}

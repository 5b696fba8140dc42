package dev.deltawire.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./deltawire consent} against a running gateway. */
final class ConsentCommandTest {

  @TempDir private Path directory;
  private String out = "";
  private String err = "";

  @Test
  void i40_listPrintsOneHarmlessLineForEachRequest() throws Exception {
    try (GatewayServer server = start()) {
      assertEquals(0, run(server, "list"));
      assertEquals("", out);
      assertTrue(err.contains("no program is asking"), err);

      IntegrationProgram program = IntegrationProgram.connect(server, "i40-list");
      program.send(
          "hello",
          "{\"clientType\":\"integration\",\"clientId\":\"i40-list\","
              + "\"displayName\":\"De\\u001b[2Jck\\u202e\\n\\u2028req_\"}");
      program.payload("welcome");
      String id = program.pending();
      assertEquals(0, run(server, "list"));
      assertTrue(
          out.startsWith(id + "  i40-list  \"De\uFFFD[2Jck\uFFFD\uFFFD\uFFFDreq_\" (unverified)"),
          out);
      assertTrue(out.contains("  rest.full  until 20"), out);
      assertEquals(1, out.lines().count());
    }
  }

  @Test
  void i41_allowAndDenyDecide() throws Exception {
    try (GatewayServer server = start()) {
      IntegrationProgram program = IntegrationProgram.introduced(server, "i41");
      String first = program.pending();
      assertEquals(0, run(server, "allow", first));
      assertEquals(first + " allowed" + System.lineSeparator(), out);
      program.expectGranted(first);
      String second = program.pending();
      assertEquals(0, run(server, "deny", second));
      program.expectDenied(second, "user_denied");

      assertEquals(1, run(server, "allow", second));
      assertTrue(err.contains(second + " is not pending"), err);
    }
  }

  @Test
  void whatCantBeDoneIsSaidInOneLine() throws Exception {
    try (GatewayServer server = start()) {
      assertEquals(2, run(server, "allow", "../key/regenerate"));
      assertTrue(err.contains("ID expects req_"), err);
      assertEquals(2, run(server, "allow"));
      assertEquals(1, run(server, "list", "--set", "operator.token=wrong"));
      assertTrue(err.contains("answers 401: unauthorized; operator.token is not its token"), err);
      assertFalse(err.contains("wrong"), err);
    }
    assertEquals(1, execute("consent", "list", "--url", "http://127.0.0.1:1"));
    assertTrue(err.contains("no gateway answers at http://127.0.0.1:1"), err);
    assertEquals(2, execute("consent", "list", "--url", "ftp://127.0.0.1"));
    assertEquals(2, execute("consent"));
  }

  @Test
  void theTokenOfAnotherDirectoryIsTakenForThat() throws Exception {
    Path other = directory.resolve("other");
    try (GatewayServer server = start()) {
      String url = "http://" + server.gateway().listeners().httpAuthority();
      assertEquals(
          1, executeIn(Map.of(), "consent", "list", "--url", url, "--data", other.toString()));
      assertTrue(
          err.contains("answers 401: unauthorized; " + other + "/operator-token is not its token"),
          err);
    }
  }

  @Test
  void anAnswerInPlainTextIsShown() throws Exception {
    try (GatewayServer server =
        GatewayServer.startOn(directory, "jdk", "integration.enabled=false")) {
      assertEquals(1, run(server, "list"));
      assertTrue(err.contains("answers 404: not found"), err);
    }
  }

  @Test
  void theAddressIsThatOfTheSettings() throws Exception {
    try (GatewayServer server = start()) {
      String authority = server.gateway().listeners().httpAuthority();
      String port = authority.substring(authority.indexOf(':') + 1);
      assertEquals(0, execute("consent", "list", "--set", "http.port=" + port), err);
      assertEquals(
          0,
          execute("consent", "list", "--set", "http.port=" + port, "--set", "http.host=0.0.0.0"),
          err);
    }
  }

  private GatewayServer start() throws Exception {
    return GatewayServer.startOn(directory, "jdk", "integration.requestCooldown=0s");
  }

  private int run(GatewayServer server, String... arguments) {
    List<String> all = new ArrayList<>(List.of("consent"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--url", "http://" + server.gateway().listeners().httpAuthority()));
    return execute(all.toArray(String[]::new));
  }

  private int execute(String... arguments) {
    return executeIn(
        Map.of(
            "DELTAWIRE_DATA_DIR",
            directory.toString(),
            "DELTAWIRE_OPERATOR_TOKEN",
            GatewayServer.OPERATOR),
        arguments);
  }

  private int executeIn(Map<String, String> environment, String... arguments) {
    StringWriter written = new StringWriter();
    StringWriter complaints = new StringWriter();
    int code =
        Main.commandLine(environment, InstantSource.system())
            .setOut(new PrintWriter(written, true))
            .setErr(new PrintWriter(complaints, true))
            .execute(arguments);
    out = written.toString();
    err = complaints.toString();
    return code;
  }
}

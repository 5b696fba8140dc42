package dev.deltawire.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.deltawire.gateway.browser.Browser;
import dev.deltawire.gateway.browser.Tab;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The consent page in a real browser without scripts: logging in, allowing, denying. */
final class ConsentPageIT {

  private static final String ATTACK = "<img src=x onerror=alert(1)><b id='pwned'>Deck</b>";
  private static Browser browser;

  @BeforeAll
  static void start() throws Exception {
    Optional<Path> program = Browser.program();
    assertTrue(program.isPresent() || isSkipReviewed(), "no Chromium, and no reviewed skip");
    assumeTrue(program.isPresent(), "no Chromium is installed");
    browser = Browser.start(program.get());
  }

  @AfterAll
  static void stop() throws Exception {
    if (browser != null) {
      browser.close();
    }
  }

  @OnEveryTransport
  void i40_i41_i42_aPersonLogsInAllowsAndDenies(String transport) throws Exception {
    try (GatewayServer server = GatewayServer.start(transport)) {
      Tab tab = browser.open();
      tab.go("http://" + server.gateway().listeners().httpAuthority() + "/integration/consent");
      logIn(tab, "wrong");
      tab.await("p.note");
      assertTrue(tab.html().contains("not the operator token"), tab.html());
      logIn(tab, GatewayServer.OPERATOR);
      tab.await("meta[http-equiv=refresh]");

      IntegrationProgram deck = asking(server, "deck");
      IntegrationProgram other = asking(server, "other");
      String allowed = deck.payload("access_pending").text("requestId");
      String denied = other.payload("access_pending").text("requestId");
      tab.await("article#" + denied); // the page has looked for news by itself
      assertFalse(tab.has("#pwned"), "markup in a name became markup");
      assertTrue(tab.html().contains("unverified"));
      picture(tab, transport);

      tab.click("article#" + allowed + " button[value=allow]");
      assertTrue(deck.expectGranted(allowed).startsWith("sk_live_"));
      tab.awaitGone("article#" + allowed);
      tab.await("article#" + denied);
      tab.click("article#" + denied + " button[value=deny]");
      other.expectDenied(denied, "user_denied");
      tab.await("p.note");
      assertTrue(tab.html().contains("No program is asking"), tab.html());
      assertFalse(tab.has("article"));
    }
  }

  private static void logIn(Tab tab, String token) throws Exception {
    tab.await("#token");
    tab.click("#token");
    tab.type(token);
    tab.click("button");
  }

  private static IntegrationProgram asking(GatewayServer server, String clientId) throws Exception {
    IntegrationProgram program = IntegrationProgram.connect(server, clientId);
    program.send(
        "hello",
        "{\"clientType\":\"integration\",\"clientId\":\"%s\",\"displayName\":\"%s\"}"
            .formatted(clientId, ATTACK));
    program.payload("welcome");
    program.ask();
    return program;
  }

  /** Keeps what the page looked like beside the build's other results. */
  private static void picture(Tab tab, String transport) throws Exception {
    byte[] png = tab.screenshot();
    assertEquals((byte) 'P', png[1]);
    Files.write(Path.of("target", "consent-page-" + transport + ".png"), png);
  }

  private static boolean isSkipReviewed() throws Exception {
    try (InputStream in = ConsentPageIT.class.getResourceAsStream("/skips.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .anyMatch(line -> line.startsWith(ConsentPageIT.class.getSimpleName() + " "));
    }
  }
}

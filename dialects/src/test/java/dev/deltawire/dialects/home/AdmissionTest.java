package dev.deltawire.dialects.home;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.internal.TestConnection;
import dev.deltawire.dialects.internal.TestNode;
import dev.deltawire.server.spi.Dialect.Admission;
import dev.deltawire.server.spi.Dialect.Admission.Accepted;
import dev.deltawire.server.spi.Dialect.Admission.Refused;
import dev.deltawire.server.spi.HttpRequest;
import dev.deltawire.server.spi.Session;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Admission to the home dialect (H-01 to H-06)")
class AdmissionTest {

  private static final HomePrincipal TABLET =
      HomePrincipal.of("tablet-1", "ann", DeviceType.TABLET);

  private final FailingStore store = new FailingStore();
  private final TestNode node = new TestNode();
  private final HomeDialect dialect =
      HomeDialect.builder().store(store).authenticator(AdmissionTest::authenticate).build();

  @BeforeEach
  void start() {
    dialect.start(node);
  }

  @Test
  void h01_aTokenInTheQueryIsGood() {
    Accepted accepted = accepted(admit("token=good"));

    assertEquals("tablet-1", accepted.principal());
    assertEquals(null, accepted.subprotocol());
  }

  @Test
  void h01_h04_anOfferedTokenIsGoodAndAnsweredByTheVersion() {
    assertEquals("genie.v1", accepted(admit("", "genie.bearer.good")).subprotocol());
    assertEquals("genie.v1", accepted(admit("", "x , genie.v1,genie.bearer.good")).subprotocol());
    assertEquals("genie.v1", accepted(admit("", "genie.v1", "genie.bearer.good")).subprotocol());
  }

  @Test
  void h04_whoOffersTheVersionIsAnsweredIt() {
    assertEquals("genie.v1", accepted(admit("token=good", "genie.v1")).subprotocol());
    assertEquals(null, accepted(admit("token=good", "genie.v2")).subprotocol());
  }

  @Test
  void h01_theQueryWins() {
    assertEquals(null, accepted(admit("token=good", "genie.bearer.bad")).subprotocol());
    assertRefused(401, "unauthorized", admit("token=bad", "genie.bearer.good"));
  }

  @Test
  void x54_aMissingQueryTokenLeavesTheOfferedOne() {
    accepted(admit("token=", "genie.bearer.good"));
    accepted(admit("token=good&token=good", "genie.bearer.good"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "token=", "token=bad", "token=good&token=good", "x=good"})
  void h02_withoutAGoodTokenNobodyGetsIn(String query) {
    assertRefused(401, "unauthorized", admit(query));
  }

  @ParameterizedTest
  @ValueSource(strings = {"genie.v1", "genie.bearer.", "genie.bearer.bad", "Genie.bearer.good"})
  void h02_withoutAGoodOfferNobodyGetsIn(String offer) {
    assertRefused(401, "unauthorized", admit("", offer));
  }

  @Test
  void h02_twoOfferedTokensAreNone() {
    assertRefused(401, "unauthorized", admit("", "genie.bearer.good, genie.bearer.good"));
  }

  @Test
  void h03_theFirstTokenRegistersTheDevice() throws StoreException {
    admit("token=bad");
    assertEquals(Optional.empty(), store.devices().find("tablet-1"));

    admit("token=good");
    assertEquals(
        Optional.of(new Device("tablet-1", "ann", DeviceType.TABLET)),
        store.devices().find("tablet-1"));
  }

  @Test
  void h03_aKnownDeviceIsNotWrittenAgain() {
    admit("token=good");
    store.failing.add("register");

    accepted(admit("token=good"));
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, good, 101",
    "192.168.1.5, good, 101",
    "203.0.113.9, good, 503",
    "203.0.113.9, bad, 503",
    "192.168.1.5, bad, 401"
  })
  void h05_theKillSwitchKeepsOutStrangersBeforeAnyToken(String from, String token, int status) {
    store.killSwitch(true);
    Admission admission = dialect.admit(request(from, "token=" + token));

    if (status == 101) {
      accepted(admission);
    } else {
      assertRefused(status, status == 503 ? "unavailable" : "unauthorized", admission);
    }
    store.killSwitch(false);
    assertEquals(
        token.equals("good"), dialect.admit(request(from, "token=" + token)) instanceof Accepted);
  }

  @Test
  void h06_aRevokedDeviceIsKeptOutUnlessPairedAnew() throws StoreException {
    admit("token=good");
    dialect.hub().revoke("tablet-1");
    assertRefused(401, "unauthorized", admit("token=good"));
    assertRefused(401, "unauthorized", admit("token=paired"));

    store.devices().pair("tablet-1", "s1");
    assertRefused(401, "unauthorized", admit("token=good"));
    accepted(admit("token=paired"));
  }

  @Test
  @DisplayName("h60: a revocation between handshake and session closes the session")
  void h60_revocationDuringTheHandshake() throws StoreException {
    Accepted accepted = accepted(admit("token=good"));
    dialect.hub().revoke("tablet-1");
    TestConnection connection = new TestConnection();
    assertNotNull(accepted.session().apply(connection));
    node.time.runDue();

    assertEquals("1008 device revoked", connection.closed);
  }

  @Test
  void h60_revocationClosesAllSocketsOfTheDevice() throws StoreException {
    TestConnection first = new TestConnection();
    TestConnection second = new TestConnection();
    TestConnection other = new TestConnection();
    connect("good", first);
    connect("good", second);
    connect("phone", other);
    dialect.hub().revoke("tablet-1");

    assertEquals("1008 device revoked", first.closed);
    assertEquals("1008 device revoked", second.closed);
    assertEquals("", other.closed);
  }

  @Test
  void aClosedSessionLeavesNoSubscriptionBehind() {
    Session session = accepted(admit("token=good")).session().apply(new TestConnection());
    byte[] subscribe =
        "{\"type\":\"plugin.widget.subscribe\",\"payload\":{\"slugs\":[\"a\",\"b\"]}}"
            .getBytes(UTF_8);
    session.onMessage(subscribe, 0, subscribe.length);
    assertEquals(3, node.topics.subscribers.size());

    session.onClosed();
    assertEquals(Map.of(), node.topics.subscribers);
  }

  @Test
  void x43_aStoreThatFailsRefusesWith500() {
    store.failing.add("isRevoked");

    assertRefused(500, "internal error", admit("token=good"));
    assertEquals(1, node.errors.size());
  }

  @ParameterizedTest
  @CsvSource({
    "400, bad request",
    "403, forbidden",
    "404, not found",
    "426, upgrade required",
    "429, too many connections",
    "503, unavailable"
  })
  void x11_refusalsHaveTheDialectsShape(int status, String error) {
    assertRefused(status, error, new Refused(dialect.refusal(status)));
  }

  @Test
  void anAuthenticatorIsRequired() {
    assertThrows(NullPointerException.class, () -> HomeDialect.builder().build());
  }

  @Test
  void theHubIsThereOnceTheDialectIsStarted() {
    HomeDialect idle = HomeDialect.builder().authenticator(token -> Optional.empty()).build();

    assertThrows(IllegalStateException.class, idle::hub);
  }

  private void connect(String token, TestConnection connection) {
    assertNotNull(accepted(admit("token=" + token)).session().apply(connection));
  }

  private Admission admit(String query, String... offers) {
    return dialect.admit(request("127.0.0.1", query, offers));
  }

  private static HttpRequest request(String from, String query, String... offers) {
    return new HttpRequest(
        "GET",
        "/ws",
        query.isEmpty() ? Optional.empty() : Optional.of(query),
        offers.length == 0 ? Map.of() : Map.of("sec-websocket-protocol", Arrays.asList(offers)),
        new InetSocketAddress(from, 4711),
        new byte[0]);
  }

  private static Accepted accepted(Admission admission) {
    return assertInstanceOf(Accepted.class, admission);
  }

  private static void assertRefused(int status, String error, Admission admission) {
    Refused refused = assertInstanceOf(Refused.class, admission);
    assertEquals(status, refused.response().status());
    assertEquals("application/json", refused.response().headers().get("Content-Type"));
    assertEquals("{\"error\":\"" + error + "\"}", new String(refused.response().body(), UTF_8));
  }

  private static Optional<HomePrincipal> authenticate(String token) {
    return switch (token) {
      case "good" -> Optional.of(TABLET);
      case "phone" -> Optional.of(HomePrincipal.of("phone-1", "ann", DeviceType.PHONE));
      case "paired" ->
          Optional.of(
              new HomePrincipal(
                  "tablet-1", "ann", DeviceType.TABLET, Optional.of("s1"), Scope.MEMBER));
      default -> Optional.empty();
    };
  }
}

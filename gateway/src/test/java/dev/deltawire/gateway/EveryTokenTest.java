package dev.deltawire.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.gateway.SpokenDialect.Ticket;
import dev.deltawire.gateway.config.ConfigurationException;
import dev.deltawire.gateway.outside.Jwt;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Signed tokens are judged alike by the dialects that have them (PROTOCOLS 1.7). */
final class EveryTokenTest {

  private static final Instant START = Instant.parse("2026-04-23T14:02:10Z");
  private static final String NONE = base64("{\"alg\":\"none\"}");

  /** What the token of each dialect claims, at least. */
  private static final Map<SpokenDialect, String> CLAIMS =
      Map.of(
          SpokenDialect.HOME, "\"deviceId\":\"d\",\"userId\":\"u\",\"deviceType\":\"tv\"",
          SpokenDialect.AGENT, "\"sub\":\"a\"",
          SpokenDialect.CHAT, "\"sub\":\"ops\"");

  private static final AtomicReference<Instant> NOW = new AtomicReference<>(START);
  private static GatewayServer gateway;

  /** A test that is run for each dialect whose tokens are signed. */
  @Target(ElementType.METHOD)
  @Retention(RetentionPolicy.RUNTIME)
  @ParameterizedTest
  @EnumSource(
      value = SpokenDialect.class,
      names = {"AGENT", "HOME", "CHAT"})
  private @interface OnSignedTokens {}

  @BeforeAll
  static void start() throws Exception {
    String secret = "jwtSecret=" + Jwt.SECRET;
    gateway =
        GatewayServer.start(NOW::get, "jdk", "home." + secret, "agent." + secret, "chat." + secret);
    assertEquals(
        200, gateway.operator("POST", "/api/createUser", "{\"username\":\"ops\"}").statusCode());
  }

  @AfterAll
  static void stop() throws Exception {
    gateway.close();
  }

  private static int upgrade(SpokenDialect dialect, String query) throws Exception {
    return gateway.peer().upgrade(dialect.mount + query).status();
  }

  private static int present(SpokenDialect dialect, String token) throws Exception {
    return upgrade(dialect, "?token=" + token);
  }

  private static String token(SpokenDialect dialect, Duration ttl) {
    return Jwt.sign(CLAIMS.get(dialect), NOW.get().plus(ttl));
  }

  @OnSignedTokens
  void x53_aSignedTokenInForceIsAcceptedWithFiveSecondsOfSkew(SpokenDialect dialect)
      throws Exception {
    assertEquals(101, present(dialect, token(dialect, Duration.ofSeconds(60))));
    assertEquals(101, present(dialect, token(dialect, Duration.ofSeconds(-4))));
    assertEquals(401, present(dialect, token(dialect, Duration.ofSeconds(-5))));
    String soon = CLAIMS.get(dialect) + ",\"nbf\":" + (NOW.get().getEpochSecond() + 6);
    assertEquals(401, present(dialect, Jwt.sign(soon, NOW.get().plusSeconds(60))));
  }

  @OnSignedTokens
  void x53_anythingElseIsRefused(SpokenDialect dialect) throws Exception {
    String good = token(dialect, Duration.ofSeconds(60));
    String[] parts = good.split("\\.", -1);
    String withoutExpiry = base64("{" + CLAIMS.get(dialect) + "}");
    for (String bad :
        List.of(
            NONE + "." + parts[1] + ".",
            NONE + "." + parts[1] + "." + parts[2],
            parts[0] + "." + withoutExpiry + "." + parts[2],
            parts[0] + "." + parts[1],
            good + "x",
            "x",
            Jwt.sign("\"a\":1", NOW.get().plusSeconds(60)))) {
      assertEquals(401, present(dialect, bad), bad);
    }
  }

  @OnSignedTokens
  void x54_theTokenIsReadOnceFromTheQuery(SpokenDialect dialect) throws Exception {
    String good = token(dialect, Duration.ofSeconds(60));
    assertEquals(101, present(dialect, good.replace(".", "%2E")));
    assertEquals(101, upgrade(dialect, "?a=b&token=" + good + "&c"));
    for (String bad :
        List.of(
            "",
            "?",
            "?token",
            "?token=",
            "?Token=" + good,
            "?token=" + good.replace(".", "%252E"),
            "?token=" + good + "&token=" + good,
            "?token=%zz" + good,
            "?token=" + good + "%",
            "?token=+" + good,
            "?token=" + good + "a".repeat(8193 - good.length()))) {
      assertEquals(401, upgrade(dialect, bad), bad);
    }
  }

  @OnSignedTokens
  void x55_expiryDoesNotCloseASocket(SpokenDialect dialect) throws Exception {
    String token = token(dialect, Duration.ofSeconds(60));
    Ticket ticket = new Ticket(dialect.mount + "?token=" + token, List.of());
    Speaker speaker = Speaker.connect(dialect, gateway, ticket);
    NOW.updateAndGet(now -> now.plusSeconds(3600));
    assertEquals(401, present(dialect, token));
    speaker.exchange(dialect.good);
  }

  @OnSignedTokens
  void x53_aShortSecretRefusesToStart(SpokenDialect dialect) {
    String setting = dialect.key() + ".jwtSecret=" + "s".repeat(31);
    String message =
        assertThrows(ConfigurationException.class, () -> GatewayServer.start("jdk", setting))
            .getMessage();
    assertTrue(message.startsWith(dialect.key() + ".jwtSecret: "), message);
    assertTrue(!message.contains("sss"), message);
  }

  @OnSignedTokens
  void x53_withoutConfigurationASecretIsMadeOnce(SpokenDialect dialect, @TempDir Path directory)
      throws Exception {
    Path file = directory.resolve(dialect.key() + "-jwt-secret");
    GatewayServer.startOn(directory, "jdk").close();
    String made = Files.readString(file);
    assertEquals(32, Base64.getUrlDecoder().decode(made.strip()).length);
    GatewayServer.startOn(directory, "jdk").close();
    assertEquals(made, Files.readString(file));
  }

  private static String base64(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}

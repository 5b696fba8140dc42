package dev.deltawire.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.gateway.outside.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Pairing and refreshing from outside (H-49 to H-52, H-60)")
class HomePairingBlackBoxTest {

  private static final String START = "/api/auth/pair/start";
  private static final String UNAUTHORIZED = "401 {\"error\":\"unauthorized\"}";
  private static final AtomicReference<Instant> NOW =
      new AtomicReference<>(Instant.parse("2026-04-23T14:02:10.123Z"));
  private static final Map<String, GatewayServer> GATEWAYS = new TreeMap<>();

  @BeforeAll
  static void startGateways() throws Exception {
    for (String transport : HomeServer.transports().toList()) {
      GATEWAYS.put(transport, GatewayServer.start(NOW::get, transport));
    }
  }

  @AfterAll
  static void closeGateways() throws IOException {
    for (GatewayServer gateway : GATEWAYS.values()) {
      gateway.close();
    }
  }

  private static Json invite(GatewayServer gateway, String body) throws Exception {
    HttpResponse<String> response = gateway.operator("POST", START, body);
    assertEquals(201, response.statusCode(), response.body());
    return Json.of(response.body());
  }

  private static String complete(GatewayServer gateway, String code, String secret, String info)
      throws Exception {
    String body =
        "{\"code\":%s,\"secret\":%s,\"deviceInfo\":%s}"
            .formatted(Json.quoted(code), Json.quoted(secret), info);
    return shown(gateway.http("POST", "/api/auth/pair/complete", body));
  }

  private static String complete(GatewayServer gateway, Json invitation, String info)
      throws Exception {
    return complete(gateway, invitation.text("pairing", "code"), invitation.text("secret"), info);
  }

  private static Json paired(GatewayServer gateway, String device, String user) throws Exception {
    Json invitation = invite(gateway, "{\"userId\":\"" + user + "\"}");
    String answer = complete(gateway, invitation, tablet(device));
    assertTrue(answer.startsWith("200 "), answer);
    return Json.of(answer.substring(4));
  }

  private static String refresh(GatewayServer gateway, String token) throws Exception {
    return shown(gateway.bearer(token, "POST", "/api/auth/refresh", ""));
  }

  private static String shown(HttpResponse<String> response) {
    return response.statusCode() + " " + response.body();
  }

  private static String tablet(String device) {
    return "{\"deviceType\":\"tablet\",\"deviceId\":\"" + device + "\"}";
  }

  private static int upgrade(GatewayServer gateway, String token) throws IOException {
    return gateway.peer().upgrade("/ws?token=" + token).status();
  }

  @OnEveryTransport
  void h49_anInvitationIsACodeASecretAndAQrCode(String transport) throws Exception {
    GatewayServer gateway = GATEWAYS.get(transport);
    Json invitation = invite(gateway, "");
    String code = invitation.text("pairing", "code");
    assertTrue(code.matches("[A-Z0-9]{6}"), code);
    assertEquals("member", invitation.text("pairing", "scope"));
    assertTrue(invitation.text("pairing", "id").matches("[0-9a-f-]{36}"));
    Instant expires = Instant.parse(invitation.text("pairing", "expiresAt"));
    assertEquals(10 * 60_000, expires.toEpochMilli() - NOW.get().toEpochMilli());
    String qr = invitation.text("qr");
    assertTrue(qr.startsWith("genie://pair?d="), qr);
    Json decoded =
        Json.of(
            new String(
                Base64.getUrlDecoder().decode(qr.substring("genie://pair?d=".length())),
                StandardCharsets.UTF_8));
    assertEquals(code, decoded.text("code"));
    assertEquals(invitation.text("secret"), decoded.text("secret"));
    assertEquals("guest", invite(gateway, "{\"scope\":\"guest\"}").text("pairing", "scope"));
  }

  @OnEveryTransport
  void h49_x57_onlyTheOperatorInvitesAndOnlyProperly(String transport) throws Exception {
    GatewayServer gateway = GATEWAYS.get(transport);
    assertEquals(UNAUTHORIZED, shown(gateway.http("POST", START, "")));
    for (String bad :
        List.of("[]", "{\"scope\":\"root\"}", "{\"userId\":\"\"}", "{\"userId\":1}", "{")) {
      assertEquals(400, gateway.operator("POST", START, bad).statusCode(), bad);
    }
    HttpResponse<String> method = gateway.operator("GET", START, "");
    assertEquals(
        "405 POST", method.statusCode() + " " + method.headers().map().get("allow").get(0));
  }

  @OnEveryTransport
  void h50_aDeviceCompletesConnectsAndSpeaksForItsUser(String transport) throws Exception {
    GatewayServer gateway = GATEWAYS.get(transport);
    Json invitation = invite(gateway, "{\"userId\":\"ann\",\"scope\":\"admin\"}");
    String answer =
        complete(
            gateway,
            invitation,
            "{\"deviceType\":\"tv\",\"deviceId\":\"tv-1\",\"deviceName\":\"Living room\"}");
    Json tokens = Json.of(answer.substring(4));
    assertEquals(900, tokens.number("expiresIn"));
    assertEquals(
        "{\"deviceId\":\"tv-1\",\"userId\":\"ann\",\"deviceType\":\"tv\","
            + "\"deviceName\":\"Living room\"}",
        tokens.at("device").toString());
    HomeDevice tv = new HomeDevice(gateway.open("/ws?token=" + tokens.text("accessToken")));
    tv.expectNothingMore();
    Json claims = claims(tokens.text("accessToken"));
    assertEquals(
        "tv-1 ann tv admin",
        claims.text("deviceId")
            + " "
            + claims.text("userId")
            + " "
            + claims.text("deviceType")
            + " "
            + claims.text("scope"));
    assertFalse(claims.text("sessionId").isEmpty());
  }

  @OnEveryTransport
  void h50_aDeviceWithoutIdGetsANewOneAndEachPairingAFreshSession(String transport)
      throws Exception {
    GatewayServer gateway = GATEWAYS.get(transport);
    List<String> devices = new ArrayList<>();
    List<String> sessions = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      String answer = complete(gateway, invite(gateway, ""), "{\"deviceType\":\"phone\"}");
      Json tokens = Json.of(answer.substring(4));
      devices.add(tokens.text("device", "deviceId"));
      sessions.add(claims(tokens.text("accessToken")).text("sessionId"));
      assertEquals("owner", tokens.text("device", "userId"));
    }
    assertTrue(devices.get(0).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"));
    assertNotEquals(devices.get(0), devices.get(1));
    assertNotEquals(sessions.get(0), sessions.get(1));
  }

  @OnEveryTransport
  void h49_h50_anInvitationIsGoodOnceAndForTenMinutes(String transport) throws Exception {
    GatewayServer gateway = GATEWAYS.get(transport);
    Json used = invite(gateway, "");
    assertTrue(complete(gateway, used, tablet("once")).startsWith("200"));
    assertEquals(UNAUTHORIZED, complete(gateway, used, tablet("once")));

    Json late = invite(gateway, "");
    Json later = invite(gateway, "");
    NOW.updateAndGet(now -> now.plus(Duration.ofMinutes(10).minusMillis(1)));
    assertTrue(complete(gateway, late, tablet("late")).startsWith("200"));
    NOW.updateAndGet(now -> now.plusMillis(1));
    assertEquals(UNAUTHORIZED, complete(gateway, later, tablet("later")));
  }

  @OnEveryTransport
  void h50_theFifthWrongSecretVoidsTheCode(String transport) throws Exception {
    GatewayServer gateway = GATEWAYS.get(transport);
    Json lucky = invite(gateway, "");
    Json unlucky = invite(gateway, "");
    String code = lucky.text("pairing", "code");
    for (int i = 0; i < 4; i++) {
      assertEquals(UNAUTHORIZED, complete(gateway, code, "wrong" + i, tablet("guess")));
    }
    assertTrue(complete(gateway, lucky, tablet("guess")).startsWith("200"), "the fifth is right");
    for (int i = 0; i < 5; i++) {
      String wrong = complete(gateway, unlucky.text("pairing", "code"), "", tablet("guess"));
      assertEquals(UNAUTHORIZED, wrong);
    }
    assertEquals(UNAUTHORIZED, complete(gateway, unlucky, tablet("guess")), "the fifth was wrong");
    assertEquals(UNAUTHORIZED, complete(gateway, "ZZZZZZ", "x", tablet("guess")), "unknown code");
  }

  @OnEveryTransport
  void h50_x24_aMalformedCompletionCostsNoGuess(String transport) throws Exception {
    GatewayServer gateway = GATEWAYS.get(transport);
    Json invitation = invite(gateway, "");
    for (String bad :
        List.of(
            "{}",
            "[]",
            "{\"deviceType\":\"fridge\"}",
            "{\"deviceType\":null}",
            "{\"deviceType\":\"tv\",\"deviceId\":\"\"}",
            "{\"deviceType\":\"tv\",\"deviceId\":\"" + "x".repeat(129) + "\"}",
            "{\"deviceType\":\"tv\",\"deviceName\":5}")) {
      String answer = complete(gateway, invitation, bad);
      assertTrue(answer.startsWith("400 {\"error\":"), answer);
    }
    assertTrue(complete(gateway, invitation, tablet("patient")).startsWith("200"));
  }

  @OnEveryTransport
  void h50_ofTwoDevicesWithOneInvitationOneIsLetIn(String transport) throws Exception {
    GatewayServer gateway = GATEWAYS.get(transport);
    Json invitation = invite(gateway, "");
    List<CompletableFuture<String>> racers =
        Stream.of("r1", "r2", "r3", "r4")
            .map(
                device ->
                    CompletableFuture.supplyAsync(
                        () -> {
                          try {
                            return complete(gateway, invitation, tablet(device));
                          } catch (Exception e) {
                            throw new AssertionError(e);
                          }
                        }))
            .toList();
    List<String> answers = racers.stream().map(CompletableFuture::join).toList();
    assertEquals(1, answers.stream().filter(answer -> answer.startsWith("200 ")).count());
    assertEquals(3, answers.stream().filter(UNAUTHORIZED::equals).count());
  }

  @OnEveryTransport
  void h51_aRefreshTokenIsGoodForOneRefresh(String transport) throws Exception {
    GatewayServer gateway = GATEWAYS.get(transport);
    Json first = paired(gateway, "refresher", "ann");
    String answer = refresh(gateway, first.text("refreshToken"));
    Json second = Json.of(answer.substring(4));
    assertEquals(900, second.number("expiresIn"));
    assertEquals(101, upgrade(gateway, second.text("accessToken")));
    assertEquals(
        claims(first.text("accessToken")).text("sessionId"),
        claims(second.text("accessToken")).text("sessionId"));
    assertEquals(UNAUTHORIZED, refresh(gateway, first.text("refreshToken")), "void at once");
    assertTrue(refresh(gateway, second.text("refreshToken")).startsWith("200"));
  }

  @OnEveryTransport
  void h51_h52_whatIsNoRefreshTokenOrNoLongerIsRefused(String transport) throws Exception {
    GatewayServer gateway = GATEWAYS.get(transport);
    Json tokens = paired(gateway, "forgetful", "ann");
    assertEquals(UNAUTHORIZED, shown(gateway.http("POST", "/api/auth/refresh", "")));
    assertEquals(UNAUTHORIZED, refresh(gateway, "rt_nothing"));
    assertEquals(UNAUTHORIZED, refresh(gateway, tokens.text("accessToken")));
    NOW.updateAndGet(now -> now.plus(Duration.ofMinutes(15)).plusSeconds(6));
    assertEquals(401, upgrade(gateway, tokens.text("accessToken")), "15 minutes are over");
    NOW.updateAndGet(now -> now.plus(Duration.ofDays(90)));
    assertEquals(UNAUTHORIZED, refresh(gateway, tokens.text("refreshToken")));
  }

  @OnEveryTransport
  void h06_h60_aRevokedDeviceIsClosedKeptOutAndPairedAgain(String transport) throws Exception {
    GatewayServer gateway = GATEWAYS.get(transport);
    Json tokens = paired(gateway, "lost tablet/1", "ann");
    HomeDevice device = new HomeDevice(gateway.open("/ws?token=" + tokens.text("accessToken")));
    HttpResponse<String> revoked =
        gateway.operator("DELETE", "/api/home/devices/lost%20tablet%2F1", "");
    assertEquals("204 ", shown(revoked));
    device.expectClose(1008, "device revoked");
    assertEquals(401, upgrade(gateway, tokens.text("accessToken")));
    assertEquals(UNAUTHORIZED, refresh(gateway, tokens.text("refreshToken")));

    Json again = paired(gateway, "lost tablet/1", "ann");
    assertEquals(101, upgrade(gateway, again.text("accessToken")));
    assertEquals(401, upgrade(gateway, tokens.text("accessToken")), "still void");
    assertTrue(refresh(gateway, again.text("refreshToken")).startsWith("200"));
  }

  @OnEveryTransport
  void h50_aDeviceThatChangesHandsKeepsNothing(String transport) throws Exception {
    GatewayServer gateway = GATEWAYS.get(transport);
    Json anns = paired(gateway, "shared", "ann");
    HomeDevice before = new HomeDevice(gateway.open("/ws?token=" + anns.text("accessToken")));
    Json bobs = paired(gateway, "shared", "bob");
    before.expectClose(1008, "device revoked");
    assertEquals(401, upgrade(gateway, anns.text("accessToken")));
    assertEquals(UNAUTHORIZED, refresh(gateway, anns.text("refreshToken")));
    assertEquals(101, upgrade(gateway, bobs.text("accessToken")));
  }

  @Test
  void h43_x56_x59_pairingSurvivesARestartAndLeavesNoSecretOnDisk(@TempDir Path directory)
      throws Exception {
    Map<String, String> secrets = new TreeMap<>();
    try (GatewayServer gateway = GatewayServer.startOn(directory, "jdk")) {
      secrets.put("open", invite(gateway, "").toString());
      Json tokens = paired(gateway, "kept", "ann");
      secrets.put("refresh", tokens.text("refreshToken"));
      secrets.put("access", tokens.text("accessToken"));
    }
    Json open = Json.of(secrets.get("open"));
    for (String secret : List.of(open.text("secret"), secrets.get("refresh"))) {
      assertFalse(isIn(directory, secret), "a secret is stored");
    }
    try (GatewayServer gateway = GatewayServer.startOn(directory, "jdk")) {
      assertEquals(101, upgrade(gateway, secrets.get("access")));
      assertTrue(refresh(gateway, secrets.get("refresh")).startsWith("200"));
      assertTrue(complete(gateway, open, tablet("later")).startsWith("200"));
      assertEquals(UNAUTHORIZED, refresh(gateway, secrets.get("refresh")));
    }
  }

  private static boolean isIn(Path directory, String text) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text)) {
          return true;
        }
      }
      return false;
    }
  }

  private static Json claims(String token) {
    byte[] payload = Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]);
    return Json.of(new String(payload, StandardCharsets.UTF_8));
  }
}

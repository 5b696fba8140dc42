package dev.deltawire.gateway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SettingsReaderTest {

  private static final String LONG_SECRET = "0123456789abcdef0123456789abcdef";

  @TempDir private Path directory;

  private static SettingsReader reader() {
    return SettingsReader.of(GatewayKeys.all());
  }

  private static ConfigurationException refusal(String assignment) {
    return assertThrows(
        ConfigurationException.class, () -> reader().assignments(List.of(assignment)));
  }

  @Test
  void defaultsAreThoseOfTheProtocol() {
    Settings settings = reader().settings();
    assertEquals("127.0.0.1", settings.get(ServerKeys.HTTP_HOST));
    assertEquals(8080, settings.get(ServerKeys.HTTP_PORT));
    assertEquals(262_144, settings.get(ServerKeys.HTTP_MAX_BODY_BYTES));
    assertEquals(Duration.ofSeconds(10), settings.get(ServerKeys.HTTP_HEAD_TIMEOUT));
    assertEquals(10_000, settings.get(ServerKeys.WS_MAX_CONNECTIONS));
    assertEquals(64, settings.get(ServerKeys.WS_MAX_CONNECTIONS_PER_PRINCIPAL));
    assertEquals(8, settings.get(ServerKeys.WS_PROTOCOL_ERROR_LIMIT));
    assertEquals(4_194_304, settings.get(ServerKeys.WS_MAX_QUEUED_BYTES));
    assertEquals(Duration.ofSeconds(60), settings.get(ServerKeys.WS_WRITE_STALL_TIMEOUT));
    assertEquals(Duration.ofSeconds(5), settings.get(ServerKeys.AUTH_CLOCK_SKEW));
    assertTrue(settings.get(ServerKeys.OPERATOR_LOOPBACK_ONLY));
    assertEquals("/ws", settings.get(HomeKeys.COMMON.mount()));
    assertEquals(Duration.ofSeconds(30), settings.get(HomeKeys.COMMON.pingInterval()));
    assertEquals(Duration.ofMinutes(15), settings.get(HomeKeys.ACCESS_TOKEN_TTL));
    assertFalse(settings.get(HomeKeys.DEV_MODE));
    assertTrue(settings.find(HomeKeys.JWT_SECRET).isEmpty());
  }

  @Test
  void laterSourcesOverrideEarlierOnes() throws Exception {
    Path file = Files.writeString(directory.resolve("c"), "http.port=1\nws.closeTimeout = 1s\n");
    SettingsReader reader = reader().file(file);
    assertEquals(1, reader.settings().get(ServerKeys.HTTP_PORT));
    reader.environment(Map.of("DELTAWIRE_HTTP_PORT", "2", "PATH", "/bin"));
    assertEquals(2, reader.settings().get(ServerKeys.HTTP_PORT));
    reader.assignments(List.of("http.port=3"));
    assertEquals(3, reader.settings().get(ServerKeys.HTTP_PORT));
    reader.set("http.port", "4", "by --port");
    assertEquals(4, reader.settings().get(ServerKeys.HTTP_PORT));
    assertEquals(Duration.ofSeconds(1), reader.settings().get(ServerKeys.WS_CLOSE_TIMEOUT));
  }

  @Test
  void everyKeyHasItsEnvironmentVariable() throws Exception {
    Settings settings =
        reader().environment(Map.of("DELTAWIRE_HOME_JWTSECRET", LONG_SECRET)).settings();
    assertEquals(LONG_SECRET, settings.get(HomeKeys.JWT_SECRET));
  }

  @ParameterizedTest
  @CsvSource({
    "http.port=65536, whole number from 0 to 65535",
    "http.port=-1, whole number from 0 to 65535",
    "http.port=80x, whole number from 0 to 65535",
    "http.port=, whole number from 0 to 65535",
    "home.pingInterval=30, a duration such as 500ms",
    "home.pingInterval=-30s, a duration such as 500ms",
    "home.pingInterval=0s, a duration such as 500ms",
    "home.pingInterval=1.5s, a duration such as 500ms",
    "home.pingInterval=999999999999999d, a duration such as 500ms",
    "home.devMode=yes, true or false",
    "home.enabled=TRUE, true or false",
    "home.mount=ws, a path such as /ws",
    "home.mount=/ws?x, a path such as /ws",
    "home.mount=/ws/, a path such as /ws",
    "home.engine=gpt, one of echo",
    "ws.transport=netty, 'one of jdk, javawebsocket'",
    "'home.trustedNetworks=10.0.0.0/8,localhost', networks such as",
    "home.trustedNetworks=10.0.0.0/33, networks such as",
    "'home.allowedOrigins=a,,b', comma-separated list",
    "home.bearerPrefix=a b, 'letters, digits and'",
    "'home.subprotocol=a,b', 'letters, digits and'",
    "data.dir=, a path",
  })
  void aBadValueIsRefusedByKeyValueAndExpectation(String assignment, String expectation) {
    String message = refusal(assignment).getMessage();
    String key = assignment.substring(0, assignment.indexOf('='));
    String value = assignment.substring(assignment.indexOf('=') + 1);
    assertTrue(message.startsWith(key + ": "), message);
    assertTrue(message.contains('"' + value + '"'), message);
    assertTrue(message.contains(expectation), message);
    assertTrue(message.contains("by --set"), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"home.jwtSecret=short-and-secret", "operator.token=not visible"})
  void x56_aRefusedSecretIsNotShown(String assignment) {
    String message = refusal(assignment).getMessage();
    assertFalse(message.contains(assignment.substring(assignment.indexOf('=') + 1)), message);
  }

  @Test
  void x53_aSecretIsMeasuredInBytesNotCharacters() throws Exception {
    reader().assignments(List.of("home.jwtSecret=" + LONG_SECRET));
    reader().assignments(List.of("home.jwtSecret=" + "é".repeat(16)));
    refusal("home.jwtSecret=" + LONG_SECRET.substring(1));
  }

  @Test
  void anUnknownKeyIsRefusedByName() {
    assertTrue(refusal("home.pingIntervall=1s").getMessage().contains("\"home.pingIntervall\""));
  }

  @Test
  void anUnknownKeyInTheFileIsRefusedWithTheFile() throws Exception {
    Path file = Files.writeString(directory.resolve("c"), "nothing=1\n");
    String message =
        assertThrows(ConfigurationException.class, () -> reader().file(file)).getMessage();
    assertTrue(message.contains("\"nothing\"") && message.contains(file.toString()), message);
  }

  @Test
  void anUnknownVariableIsRefusedByNameWithoutItsValue() {
    String message =
        assertThrows(
                ConfigurationException.class,
                () -> reader().environment(Map.of("DELTAWIRE_HOME_JWTSEKRET", "hush")))
            .getMessage();
    assertTrue(message.contains("DELTAWIRE_HOME_JWTSEKRET"), message);
    assertFalse(message.contains("hush"), message);
  }

  @Test
  void aMissingFileIsNamed() {
    Path file = directory.resolve("missing");
    String message =
        assertThrows(ConfigurationException.class, () -> reader().file(file)).getMessage();
    assertTrue(message.contains(file.toString()), message);
  }

  @Test
  void aFileThatIsNoTextIsRefusedInWords() throws Exception {
    Path file = Files.write(directory.resolve("bytes"), new byte[] {(byte) 0xFF});
    String message =
        assertThrows(ConfigurationException.class, () -> reader().file(file)).getMessage();
    assertEquals("configuration file " + file + ": bytes that are no text", message);
  }

  @Test
  void anAssignmentWithoutEqualsIsRefused() {
    assertTrue(refusal("http.port").getMessage().contains("KEY=VALUE"));
  }

  @Test
  void aValueMayContainEquals() throws Exception {
    Settings settings = reader().assignments(List.of("operator.token=a=b=")).settings();
    assertEquals("a=b=", settings.get(ServerKeys.OPERATOR_TOKEN));
  }

  @Test
  void controlCharactersAndLengthOfAValueAreTamedInTheMessage() {
    String message = refusal("http.host=a\nb" + "c".repeat(500)).getMessage();
    assertFalse(message.contains("\n"), message);
    assertTrue(message.length() < 300, message);
  }

  @Test
  void noKeyIsListedTwice() {
    assertThrows(
        IllegalArgumentException.class,
        () -> SettingsReader.of(List.of(ServerKeys.HTTP_PORT, ServerKeys.HTTP_PORT)));
  }
}

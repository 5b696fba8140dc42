package dev.deltawire.gateway.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.deltawire.server.spi.HttpRequest;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OperatorGuardTest {

  private static HttpRequest from(String address, String... authorization) {
    return new HttpRequest(
        "PUT",
        "/",
        Optional.empty(),
        authorization.length == 0 ? Map.of() : Map.of("authorization", List.of(authorization)),
        new InetSocketAddress(address, 40_000),
        new byte[0]);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer secret", "bearer secret", "Bearer   secret"})
  void x57_theTokenPasses(String authorization) {
    OptionalInt refusal =
        OperatorGuard.of("secret", true).refusal(from("127.0.0.1", authorization));
    assertEquals(OptionalInt.empty(), refusal);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "Bearer", "Bearer ", "Bearer secre", "Bearer secrets", "Basic secret"})
  void x57_anythingElseIsRefused(String authorization) {
    OptionalInt refusal =
        OperatorGuard.of("secret", true).refusal(from("127.0.0.1", authorization));
    assertEquals(OptionalInt.of(401), refusal);
  }

  @Test
  void x57_noHeaderAndTwoHeadersAreRefused() {
    OperatorGuard guard = OperatorGuard.of("secret", true);
    assertEquals(OptionalInt.of(401), guard.refusal(from("127.0.0.1")));
    assertEquals(OptionalInt.of(401), guard.refusal(from("::1", "Bearer secret", "Bearer secret")));
  }

  @Test
  void x58_aPeerFromAfarIsRefusedUnlessAllowed() {
    HttpRequest afar = from("192.0.2.1", "Bearer secret");
    assertEquals(OptionalInt.of(403), OperatorGuard.of("secret", true).refusal(afar));
    assertEquals(OptionalInt.empty(), OperatorGuard.of("secret", false).refusal(afar));
  }
}

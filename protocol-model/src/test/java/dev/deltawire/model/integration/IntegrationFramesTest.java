package dev.deltawire.model.integration;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.model.RawJson;
import dev.deltawire.model.integration.IntegrationClientFrame.Hello;
import dev.deltawire.model.integration.IntegrationClientFrame.RequestAccess;
import dev.deltawire.model.integration.IntegrationServerFrame.AccessDenied;
import dev.deltawire.model.integration.IntegrationServerFrame.AccessGranted;
import dev.deltawire.model.integration.IntegrationServerFrame.AccessPending;
import dev.deltawire.model.integration.IntegrationServerFrame.IntegrationEvent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

final class IntegrationFramesTest {
  private static final List<AccessScope> SCOPES = List.of(AccessScope.REST_FULL);

  @Test
  void i07_clientIdsAreSlugsOrReverseDns() {
    for (String good : List.of("a", "Z9", "com.example.deck", "a-b_c.d", "x".repeat(128))) {
      assertTrue(IntegrationLimits.isClientId(good), good);
    }
    for (String bad : List.of("", ".", "-a", "a-", "a..b", "a b", "é", "a\n", "x".repeat(129))) {
      assertFalse(IntegrationLimits.isClientId(bad), bad);
    }
    refused("clientId", () -> new Hello("a ", "A", null));
    refused("clientId", () -> new RequestAccess("", "A", SCOPES));
  }

  @Test
  void i07_namesAndVersionsAreBounded() {
    assertDoesNotThrow(() -> new Hello("a", "😀".repeat(128), "v".repeat(64)));
    refused("displayName", () -> new Hello("a", "", null));
    refused("displayName", () -> new Hello("a", "x".repeat(129), null));
    refused("version", () -> new Hello("a", "x", "v".repeat(65)));
    refused("displayName", () -> new RequestAccess("a", "", SCOPES));
  }

  @Test
  void i09_scopesCountOnceAndAreNotEmpty() {
    RequestAccess twice =
        new RequestAccess("a", null, List.of(AccessScope.REST_FULL, AccessScope.REST_FULL));
    assertEquals(SCOPES, twice.requestedScopes());
    refused("requestedScopes", () -> new RequestAccess("a", null, List.of()));
  }

  @Test
  void i10_requestIdsAreCrockfordsBase32() {
    assertDoesNotThrow(() -> new AccessPending("req_0189AHJK"));
    for (String bad : List.of("req_0189AHJ", "req_0189AHJKM", "req_I189AHJK", "req_a189AHJK", "")) {
      refused("requestId", () -> new AccessPending(bad));
      refused("requestId", () -> new AccessDenied(bad, DenialReason.TIMEOUT));
      refused("requestId", () -> new AccessGranted(bad, "k", SCOPES, null));
    }
  }

  @Test
  void i11_x56_aGrantDoesNotShowItsKey() {
    AccessGranted granted = new AccessGranted("req_0189AHJK", "sk_live_secret", SCOPES, null);
    assertFalse(granted.toString().contains("secret"));
    refused("scopes", () -> new AccessGranted("req_0189AHJK", "k", List.of(), null));
  }

  @Test
  void i14_i46_eventsAreNamedAndBounded() {
    byte[] data = new byte[IntegrationLimits.EVENT_DATA_BYTES + 1];
    Arrays.fill(data, (byte) ' ');
    data[0] = '{';
    data[data.length - 1] = '}';
    refused("data", () -> new IntegrationEvent("a", RawJson.ofValidated(data)));
    data[data.length - 2] = '}';
    assertDoesNotThrow(
        () ->
            new IntegrationEvent(
                "a" + "9".repeat(63), RawJson.ofValidated(data, 0, data.length - 1)));
    refused("data", () -> new IntegrationEvent("a", raw("[]")));
    for (String bad : List.of("", "9a", "a-b", "a".repeat(65), "é")) {
      refused("name", () -> new IntegrationEvent(bad, RawJson.EMPTY_OBJECT));
    }
  }

  @Test
  void x26_fourCodesCountAsProtocolErrors() {
    List<IntegrationErrorCode> counted =
        Arrays.stream(IntegrationErrorCode.values())
            .filter(IntegrationErrorCode::isProtocolError)
            .toList();
    assertEquals(
        List.of(
            IntegrationErrorCode.INVALID_MESSAGE,
            IntegrationErrorCode.UNKNOWN_TYPE,
            IntegrationErrorCode.INVALID_CLIENT_TYPE,
            IntegrationErrorCode.INVALID_CLIENT_ID),
        counted);
  }

  private static RawJson raw(String json) {
    return RawJson.ofValidated(json.getBytes(StandardCharsets.UTF_8));
  }

  private static void refused(String field, Executable construction) {
    IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, construction);
    assertTrue(refusal.getMessage().startsWith(field + " "), refusal.getMessage());
  }
}

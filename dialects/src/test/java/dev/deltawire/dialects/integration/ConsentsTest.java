package dev.deltawire.dialects.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.dialects.internal.TestNode;
import dev.deltawire.model.integration.IntegrationLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

final class ConsentsTest {

  private final TestNode node = new TestNode();

  @Test
  void i15_i19_aRequestIsPendingUntilItIsAllowed() {
    IntegrationDialect dialect = start();
    Program deck = Program.introduced(dialect, "deck");
    Program other = Program.introduced(dialect, "other");
    String id = deck.pending();

    assertTrue(dialect.hub().decide(id, Decision.ALLOW));
    String granted = deck.next();
    assertTrue(
        granted.matches(
            "\\{\"type\":\"access_granted\",\"payload\":\\{\"requestId\":\""
                + id
                + "\",\"apiKey\":\"sk_live_[\\w-]{32}\",\"scopes\":\\[\"rest.full\"]}}"),
        granted);
    other.expectNothing();
  }

  @Test
  void i25_aRequestHasOneOutcome() {
    IntegrationDialect dialect = start();
    Program deck = Program.introduced(dialect, "deck");
    String id = deck.pending();

    assertTrue(dialect.hub().decide(id, Decision.DENY));
    deck.expectDenied(id, "user_denied");
    assertFalse(dialect.hub().decide(id, Decision.ALLOW));
    dialect.hub().ready(false);
    node.time.advance(300_000);
    deck.lose();
    deck.expectNothing();
    assertEquals(0, node.time.waiting(), "no timer is left");
  }

  @Test
  void i22_anUndecidedRequestEndsByTimeout() {
    IntegrationDialect dialect = start(d -> d.requestTimeout(Duration.ofSeconds(110)));
    Program deck = Program.introduced(dialect, "deck");
    String id = deck.pending();

    node.time.advance(109_999);
    deck.expectNothing();
    assertEquals(1, dialect.hub().pending().size());
    node.time.advance(1);
    deck.expectDenied(id, "timeout");
    assertEquals(List.of(), dialect.hub().pending());
    assertFalse(dialect.hub().decide(id, Decision.ALLOW));
  }

  @Test
  void i20_i37_oneRequestPerClientIdIsPendingOnWhateverSocket() {
    IntegrationDialect dialect = start();
    Program first = Program.introduced(dialect, "deck");
    Program second = Program.introduced(dialect, "deck");
    Program other = Program.introduced(dialect, "other");
    String id = first.pending();

    first.ask();
    first.expectError("request_pending");
    second.ask();
    second.expectError("request_pending");
    other.pending();
    assertTrue(dialect.hub().decide(id, Decision.DENY));
    first.expectDenied(id, "user_denied");
    second.expectNothing();
  }

  @Test
  void i21_i38_aClientRestsAfterItsRequestHowsoeverItEnded() {
    IntegrationDialect dialect = start();
    Program deck = Program.introduced(dialect, "deck");
    List<Runnable> ends =
        List.of(
            () -> dialect.hub().decide(dialect.hub().pending().get(0).requestId(), Decision.ALLOW),
            () -> node.time.advance(110_000),
            () -> {
              dialect.hub().ready(false);
              dialect.hub().ready(true);
            });
    for (Runnable end : ends) {
      deck.pending();
      end.run();
      deck.next();
      deck.ask();
      deck.expectError("rate_limited");
      node.time.advance(4_999);
      deck.ask();
      deck.expectError("rate_limited");
      node.time.advance(1);
    }
    deck.pending();
    deck.lose();
    Program again = Program.introduced(dialect, "deck");
    again.ask();
    again.expectError("rate_limited");
    node.time.advance(5_000);
    again.pending();
  }

  @Test
  void i21_aRefusedRequestDoesNotProlongTheRest() {
    IntegrationDialect dialect = start(d -> d.consent(ConsentMode.AUTO));
    Program deck = Program.introduced(dialect, "deck");
    deck.ask();
    deck.next();
    node.time.advance(3_000);
    deck.ask();
    deck.expectError("rate_limited");
    node.time.advance(2_000);
    deck.ask();
    assertTrue(deck.next().startsWith("{\"type\":\"access_granted\""));
  }

  @Test
  void i21_aRestOfNoTimeIsNone() {
    IntegrationDialect dialect = start(d -> d.requestCooldown(Duration.ZERO));
    Program deck = Program.introduced(dialect, "deck");
    dialect.hub().decide(deck.pending(), Decision.DENY);
    deck.next();
    deck.pending();
  }

  @Test
  void i23_lostReadinessDeniesWhatIsPending() {
    IntegrationDialect dialect = start();
    Program deck = Program.introduced(dialect, "deck");
    Program other = Program.introduced(dialect, "other");
    String first = deck.pending();
    String second = other.pending();
    dialect.hub().ready(false);
    deck.expectDenied(first, "not_ready");
    other.expectDenied(second, "not_ready");
    assertEquals(List.of(), dialect.hub().pending());
  }

  @Test
  void i24_aLostSocketTakesItsRequestAlong() {
    IntegrationDialect dialect = start();
    Program deck = Program.introduced(dialect, "deck");
    String id = deck.pending();
    deck.lose();
    assertEquals(List.of(), dialect.hub().pending());
    assertFalse(dialect.hub().decide(id, Decision.ALLOW));
  }

  @Test
  void i24_aDecisionThatReachesNobodyIsNone() {
    IntegrationDialect dialect = start();
    Program deck = Program.introduced(dialect, "deck");
    String id = deck.pending();
    deck.connection.closed = "going"; // the session has not heard of it yet
    assertFalse(dialect.hub().decide(id, Decision.ALLOW));
    deck.lose();
    deck.expectNothing();
  }

  @Test
  void i35_i36_i37_i38_theFirstThatFitsDecides() {
    IntegrationDialect off = start(d -> d.consent(ConsentMode.OFF).ready(false));
    Program deck = Program.introduced(off, "deck");
    deck.ask();
    deck.expectError("not_ready");
    off.hub().ready(true);
    deck.ask();
    deck.expectError("ui_unavailable");

    IntegrationDialect page = start();
    Program first = Program.introduced(page, "deck");
    page.hub().decide(first.pending(), Decision.DENY);
    first.next();
    page.hub().ready(false);
    first.ask();
    first.expectError("not_ready"); // and within the cooldown
  }

  @Test
  void i18_autoGrantsAtOnceWithoutPending() {
    IntegrationDialect dialect = start(d -> d.consent(ConsentMode.AUTO));
    Program deck = Program.introduced(dialect, "deck");
    deck.ask();
    assertTrue(deck.next().startsWith("{\"type\":\"access_granted\",\"payload\":{\"requestId\":"));
    deck.expectNothing();
    assertEquals(List.of(), dialect.hub().pending());
  }

  @Test
  void i40_aPendingRequestTellsWhoAsksAndUntilWhen() {
    IntegrationDialect dialect = start();
    Program deck = Program.introduced(dialect, "deck");
    node.time.advance(1_000);
    String id = deck.pending();
    PendingRequest request = dialect.hub().find(id).orElseThrow();
    assertEquals("deck", request.clientId());
    assertEquals("deck", request.displayName());
    assertEquals(Instant.ofEpochMilli(1_000), request.createdAt());
    assertEquals(Instant.ofEpochMilli(111_000), request.expiresAt());
    assertFalse(request.toString().contains(request.nonce()));
    assertEquals(List.of(request), dialect.hub().pending());
  }

  @Test
  void i38_noMoreRequestsWaitThanAUserCanMeetWith() {
    IntegrationDialect dialect = start(d -> d.maxPending(2));
    Program.introduced(dialect, "a").pending();
    String second = Program.introduced(dialect, "b").pending();
    Program third = Program.introduced(dialect, "c");
    third.ask();
    third.expectError("rate_limited");
    dialect.hub().decide(second, Decision.DENY);
    third.pending();
  }

  @Test
  void i10_noRequestIdComesTwice() {
    RequestIds ids = RequestIds.startingAt(new SplittableRandom(1));
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 200_000; i++) {
      String id = ids.next();
      assertTrue(IntegrationLimits.isRequestId(id), id);
      assertTrue(seen.add(id), id);
    }
  }

  private IntegrationDialect start() {
    return start(d -> d);
  }

  private IntegrationDialect start(UnaryOperator<IntegrationDialect.Builder> change) {
    IntegrationDialect dialect = change.apply(IntegrationDialect.builder()).build();
    dialect.start(node);
    return dialect;
  }
}

package dev.deltawire.tck.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.dialects.SecretHash;
import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.home.Device;
import dev.deltawire.dialects.home.DeviceType;
import dev.deltawire.dialects.home.HomePrincipal;
import dev.deltawire.dialects.home.HomeStore;
import dev.deltawire.dialects.home.OpenPairing;
import dev.deltawire.dialects.home.RefreshToken;
import dev.deltawire.dialects.home.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every store of the home dialect must do with pairings and refresh tokens. */
public abstract class HomePairingsContract {

  private static final Instant NOW = Instant.parse("2026-04-23T14:02:10.123Z");
  private static final Instant LATER = NOW.plusSeconds(600);
  private static final int RACERS = 8;

  /** For extension. */
  protected HomePairingsContract() {}

  /** The store under test, empty before each test. */
  protected abstract HomeStore store();

  @Test
  void h49_anOpenPairingIsFoundByItsCodeUntilItExpires() throws StoreException {
    OpenPairing pairing = pairing("AB12CD");
    assertTrue(store().pairings().open(pairing, NOW));
    assertEquals(Optional.of(pairing), store().pairings().guess("AB12CD", 5, LATER.minusNanos(1)));
    assertEquals(Optional.empty(), store().pairings().guess("AB12CD", 5, LATER));
    assertEquals(Optional.empty(), store().pairings().guess("AB12CE", 5, NOW));
    assertEquals(Optional.empty(), store().pairings().guess("ab12cd", 5, NOW));
  }

  @Test
  void h49_aCodeIsTakenUntilItsPairingExpires() throws StoreException {
    assertTrue(store().pairings().open(pairing("AAAAAA"), NOW));
    assertFalse(store().pairings().open(pairing("AAAAAA"), LATER.minusNanos(1)));
    assertTrue(store().pairings().open(pairing("AAAAAA"), LATER));
  }

  @Test
  void h50_guessesAreCountedAndEnd() throws StoreException {
    store().pairings().open(pairing("AAAAAA"), NOW);
    for (int i = 0; i < 5; i++) {
      assertTrue(store().pairings().guess("AAAAAA", 5, NOW).isPresent(), "guess " + i);
    }
    assertEquals(Optional.empty(), store().pairings().guess("AAAAAA", 5, NOW));
  }

  @Test
  void h50_guessesAtTheSameTimeAreNotMore() throws Exception {
    store().pairings().open(pairing("AAAAAA"), NOW);
    List<Boolean> seen = race(i -> store().pairings().guess("AAAAAA", 5, NOW).isPresent());
    assertEquals(5, seen.stream().filter(Boolean::booleanValue).count());
  }

  @Test
  void h50_aPairingIsCompletedOnceWithAllThatComesOfIt() throws StoreException {
    OpenPairing pairing = pairing("AAAAAA");
    store().pairings().open(pairing, NOW);
    store().devices().revoke("tablet-1");
    RefreshToken token = token("t", "s1");
    assertTrue(store().pairings().complete(pairing.id(), token));

    assertEquals(
        Optional.of(new Device("tablet-1", "ann", DeviceType.TABLET)),
        store().devices().find("tablet-1"));
    assertFalse(store().devices().isRevoked("tablet-1", Optional.of("s1")));
    assertEquals(Optional.of(token), store().pairings().token(token.hash()));
    assertEquals(Optional.empty(), store().pairings().guess("AAAAAA", 5, NOW));

    assertFalse(store().pairings().complete(pairing.id(), token("u", "s2")));
    assertTrue(store().devices().isRevoked("tablet-1", Optional.of("s2")));
    assertEquals(Optional.empty(), store().pairings().token(SecretHash.of("u")));
  }

  @Test
  void h50_ofCompletionsAtTheSameTimeOneWins() throws Exception {
    OpenPairing pairing = pairing("AAAAAA");
    store().pairings().open(pairing, NOW);
    List<Boolean> won =
        race(i -> store().pairings().complete(pairing.id(), token("t" + i, "s" + i)));
    assertEquals(1, won.stream().filter(Boolean::booleanValue).count());
    int winner = won.indexOf(true);
    assertTrue(store().pairings().token(SecretHash.of("t" + winner)).isPresent());
  }

  @Test
  void h51_aRefreshTokenIsReplacedOnce() throws StoreException {
    RefreshToken old = completed("old");
    RefreshToken next = token("next", "s1");
    assertTrue(store().pairings().replace(old.hash(), next));
    assertEquals(Optional.empty(), store().pairings().token(old.hash()));
    assertEquals(Optional.of(next), store().pairings().token(next.hash()));
    assertFalse(store().pairings().replace(old.hash(), token("third", "s1")));
    assertEquals(Optional.empty(), store().pairings().token(SecretHash.of("third")));
  }

  @Test
  void h51_ofReplacementsAtTheSameTimeOneWins() throws Exception {
    RefreshToken old = completed("old");
    List<Boolean> won = race(i -> store().pairings().replace(old.hash(), token("n" + i, "s1")));
    assertEquals(1, won.stream().filter(Boolean::booleanValue).count());
  }

  @Test
  void h60_aRevocationVoidsTheDevicesRefreshTokens() throws StoreException {
    RefreshToken token = completed("t");
    store().devices().revoke("another");
    assertTrue(store().pairings().token(token.hash()).isPresent());
    store().devices().revoke("tablet-1");
    assertEquals(Optional.empty(), store().pairings().token(token.hash()));
  }

  @Test
  void h49_h51_whatHasExpiredIsForgotten() throws StoreException {
    RefreshToken token = completed("t");
    OpenPairing open = pairing("BBBBBB");
    store().pairings().open(open, NOW);
    store().pairings().purge(LATER.minusNanos(1));
    assertTrue(store().pairings().token(token.hash()).isPresent());
    assertTrue(store().pairings().guess("BBBBBB", 5, NOW).isPresent());
    store().pairings().purge(LATER);
    assertEquals(Optional.empty(), store().pairings().guess("BBBBBB", 5, NOW));
    assertTrue(store().pairings().token(token.hash()).isPresent(), "a token lasts longer");
    store().pairings().purge(token.expiresAt());
    assertEquals(Optional.empty(), store().pairings().token(token.hash()));
  }

  private RefreshToken completed(String text) throws StoreException {
    OpenPairing pairing = pairing("AAAAAA");
    store().pairings().open(pairing, NOW);
    RefreshToken token = token(text, "s1");
    assertTrue(store().pairings().complete(pairing.id(), token));
    return token;
  }

  private static OpenPairing pairing(String code) {
    return new OpenPairing(
        UUID.randomUUID(), code, SecretHash.of("secret"), "ann", Scope.GUEST, LATER);
  }

  private static RefreshToken token(String text, String session) {
    HomePrincipal principal =
        new HomePrincipal("tablet-1", "ann", DeviceType.TABLET, Optional.of(session), Scope.GUEST);
    return new RefreshToken(SecretHash.of(text), principal, NOW.plus(Duration.ofDays(90)));
  }

  /** A racer's step. */
  private interface Step {
    boolean run(int racer) throws StoreException;
  }

  private static List<Boolean> race(Step step) throws Exception {
    ExecutorService racers = Executors.newFixedThreadPool(RACERS);
    try {
      List<Callable<Boolean>> steps = new ArrayList<>();
      for (int i = 0; i < RACERS; i++) {
        int racer = i;
        steps.add(() -> step.run(racer));
      }
      List<Boolean> outcomes = new ArrayList<>();
      for (Future<Boolean> outcome : racers.invokeAll(steps)) {
        outcomes.add(outcome.get());
      }
      return outcomes;
    } finally {
      racers.shutdownNow();
    }
  }
}

package dev.deltawire.dialects.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.internal.TestNode;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ChannelKeyTest {

  private final MemoryIntegrationStore store = MemoryIntegrationStore.create();

  @Test
  void i39_theKeyIsMadeOnceAndSurvives() throws Exception {
    ChannelKey first = ChannelKey.load("sk_", store);
    assertTrue(first.text().matches("sk_[\\w-]{32}"), first.text());
    assertEquals(first.text(), ChannelKey.load("sk_", store).text());
    String next = first.regenerate();
    assertNotEquals(next, ChannelKey.load("sk_", MemoryIntegrationStore.create()).text());
    assertEquals(next, ChannelKey.load("sk_", store).text());
  }

  @Test
  void i45_onlyTheWholeKeyMatches() throws Exception {
    ChannelKey key = ChannelKey.load("sk_", store);
    assertTrue(key.matches(key.text()));
    assertFalse(key.matches(""));
    assertFalse(key.matches(key.text().substring(1)));
    assertFalse(key.matches(key.text() + " "));
    assertFalse(key.matches(key.text().toUpperCase(Locale.ROOT) + "é"));
  }

  @Test
  void x62_aKeyThatCantBeKeptChangesNothing() throws Exception {
    String before = ChannelKey.load("sk_", store).text();
    IntegrationDialect dialect =
        IntegrationDialect.builder().keyPrefix("sk_").store(new ReadOnly(store)).build();
    dialect.start(new TestNode());
    assertThrows(StoreException.class, () -> dialect.hub().regenerateKey());
    assertTrue(dialect.hub().isKey(before));
  }

  @Test
  void i39_withoutAKeyNothingStarts() {
    IntegrationDialect dialect =
        IntegrationDialect.builder().store(new ReadOnly(MemoryIntegrationStore.create())).build();
    assertThrows(IllegalStateException.class, () -> dialect.start(new TestNode()));
  }

  /** A store on a disk that has no room. */
  private record ReadOnly(IntegrationStore store) implements IntegrationStore {
    @Override
    public Optional<String> secret() throws StoreException {
      return store.secret();
    }

    @Override
    public void keepSecret(String secret) throws StoreException {
      throw StoreException.of("no room", new IOException("no space left on device"));
    }
  }
}

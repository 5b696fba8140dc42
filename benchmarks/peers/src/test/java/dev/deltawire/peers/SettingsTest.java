package dev.deltawire.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

  @ParameterizedTest
  @EnumSource(Subject.class)
  void everySubjectIsFoundByItsName(Subject subject) {
    assertEquals(subject, Subject.named(subject.toString()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "netty-epoll",
        "nobody --corpus c",
        "netty-epoll --corpus",
        "netty-epoll --corpus c --fast yes",
        "netty-tls --corpus c",
        "netty-epoll --corpus c --tls k"
      })
  void aBadCommandLineIsToldWhatAGoodOneIs(String line) {
    var refusal =
        assertThrows(IllegalArgumentException.class, () -> Settings.parse(line.split(" ", -1)));
    assertTrue(refusal.getMessage().startsWith("usage:"), refusal.getMessage());
  }

  @Test
  void moreThanOneLoopIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> Settings.parse("netty-epoll", "--loops", "2", "--corpus", "c"));
  }
}

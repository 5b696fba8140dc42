package dev.deltawire.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeyMessengerCommandTest {

  @TempDir private Path directory;
  private final StringWriter err = new StringWriter();

  @Test
  void m09_m51_keysAreMadeBesideARunningGateway() throws Exception {
    try (MessengerSite site = MessengerSite.startOn(directory, "jdk").register("alice")) {
      MessengerPeer alice = site.connect("alice");
      String more = key("alice");
      String bob = key("bob");
      assertTrue(bob.matches("dw_live_[A-Za-z0-9_-]{43}"), bob);
      assertNotEquals(site.key("alice"), more);
      alice.expectNothingMore(); // its key stays good
      site.keys().put("bob", bob);
      site.keys().put("second", more);
      site.send("bob", "alice", "hi");
      alice.message("hi");
      assertEquals("alice", site.as("second", "GET", "/v1/presence", "", 200).text("handle"));
    }
    String offline = key("carol");
    try (MessengerSite site = MessengerSite.startOn(directory, "jdk")) {
      site.keys().put("carol", offline);
      site.connect("carol").expectNothingMore();
    }
  }

  @Test
  void m09_m51_whatIsNoHandleOrWasDeletedGetsNoKey() throws Exception {
    assertEquals(2, run(new StringWriter(), "key", "messenger", "--handle", "system"));
    assertEquals(2, run(new StringWriter(), "key", "messenger"));
    assertEquals(2, run(new StringWriter(), "key"));
    try (MessengerSite site = MessengerSite.startOn(directory, "jdk").register("alice")) {
      site.server().operator("DELETE", "/v1/agents/alice", "");
      assertNotEquals(0, run(new StringWriter(), "key", "messenger", "--handle", "alice"));
      assertTrue(err.toString().contains("deleted"), err.toString());
    }
  }

  private String key(String handle) {
    StringWriter out = new StringWriter();
    assertEquals(0, run(out, "key", "messenger", "--handle", handle), err.toString());
    String key = out.toString().strip();
    assertEquals(key + System.lineSeparator(), out.toString());
    return key;
  }

  private int run(StringWriter out, String... args) {
    return Main.commandLine(
            Map.of("DELTAWIRE_DATA_DIR", directory.toString()), InstantSource.system())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(args);
  }
}

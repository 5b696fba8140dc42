package dev.deltawire.gateway.kill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a client knows of the things it asked for.
 *
 * <p>An acknowledged thing is there exactly once, for ever. One without an answer may be there or
 * not, but not twice; looking settles which, and so it stays.
 */
final class Ledger {

  private final String subject;
  private final Set<String> acknowledged = new HashSet<>();
  private final Set<String> unanswered = new HashSet<>();

  Ledger(String subject) {
    this.subject = subject;
  }

  /** To be told before the request leaves. */
  synchronized void asked(String thing) {
    unanswered.add(thing);
  }

  synchronized void acknowledged(String thing) {
    unanswered.remove(thing);
    acknowledged.add(thing);
  }

  /** What has no answer yet. */
  synchronized List<String> unanswered() {
    return List.copyOf(unanswered);
  }

  synchronized int size() {
    return acknowledged.size();
  }

  /** Compares with all that is there. */
  synchronized void settle(Collection<String> found) {
    List<String> seen = new ArrayList<>(found);
    seen.sort(null);
    Set<String> once = new TreeSet<>(seen);
    assertEquals(List.copyOf(once), seen, subject + ": something is there twice");
    Set<String> lost = new TreeSet<>(acknowledged);
    lost.removeAll(once);
    assertEquals(Set.of(), lost, subject + ": acknowledged and lost");
    once.removeAll(acknowledged);
    acknowledged.addAll(once);
    once.removeAll(unanswered);
    assertEquals(Set.of(), once, subject + ": there and never asked for");
    unanswered.clear();
  }
}

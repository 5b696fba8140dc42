package dev.deltawire.gateway.attack;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The process that attacks: reads the names of attacks, a line each, and prints for each what its
 * sockets have met with, as {@code 1009*20 open*3}.
 *
 * <p>Arguments: the two ports, {@code long} or {@code short}.
 */
final class Attacker {

  private static final int SCRATCH_BYTES = 64 * 1024;
  private static final int CONNECTS_A_ROUND = 64;
  private static final long ROUND_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private static final long LAST_WORDS_NANOS = TimeUnit.MILLISECONDS.toNanos(300);
  private static final long MOST_LAST_WORDS_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Attack attack;
  private final Target target;
  private final int sockets;
  private final boolean storming;
  private final long nanos;
  private final ByteBuffer scratch = ByteBuffer.allocateDirect(SCRATCH_BYTES);
  private final List<Foe> foes = new ArrayList<>();
  private final Map<String, Integer> tally = new TreeMap<>();
  private int opened;

  private Attacker(Attack attack, Target target, boolean isLong) {
    this.attack = attack;
    this.target = target;
    this.sockets = attack.sockets(isLong);
    this.storming = isLong || attack.isStorming();
    this.nanos = (long) (attack.seconds(isLong) * TimeUnit.SECONDS.toNanos(1));
  }

  public static void main(String[] arguments) throws IOException {
    Target target = new Target(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]));
    boolean isLong = arguments[2].equals("long");
    BufferedReader names =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String name = names.readLine(); name != null; name = names.readLine()) {
      System.out.println(new Attacker(Attacks.named(name), target, isLong).run());
    }
  }

  private String run() throws IOException {
    String prepared = attack.prepare(target);
    long end = System.nanoTime() + nanos;
    while (System.nanoTime() - end < 0 && (mayOpen() || !foes.isEmpty())) {
      open(prepared);
      long now = System.nanoTime();
      foes.forEach(foe -> foe.step(now, scratch));
      foes.removeIf(this::counted);
      LockSupport.parkNanos(ROUND_NANOS);
    }
    if (attack.reading() != Attack.Reading.ALL && !attack.certain().isEmpty()) {
      readToTheEnd();
    }
    foes.forEach(foe -> foe.finish(scratch));
    foes.removeIf(this::counted);
    List<String> outcomes = new ArrayList<>();
    tally.forEach((outcome, count) -> outcomes.add(outcome + "*" + count));
    return String.join(" ", outcomes);
  }

  /** What some have not read until now tells what they have met with. */
  private void readToTheEnd() {
    long begun = System.nanoTime();
    while (System.nanoTime() - begun < lastWordsNanos() && !foes.isEmpty()) {
      foes.forEach(foe -> foe.readOn(scratch));
      foes.removeIf(this::counted);
      LockSupport.parkNanos(ROUND_NANOS);
    }
  }

  private long lastWordsNanos() {
    return tally.containsKey(attack.certain()) ? LAST_WORDS_NANOS : MOST_LAST_WORDS_NANOS;
  }

  private void open(String prepared) {
    for (int i = 0; i < CONNECTS_A_ROUND && mayOpen(); i++) {
      try {
        foes.add(new Foe(attack, target, opened++ % sockets, prepared));
      } catch (IOException e) {
        tally.merge("unconnected", 1, Integer::sum);
      }
    }
  }

  private boolean mayOpen() {
    return opened < sockets || (storming && foes.size() < sockets);
  }

  private boolean counted(Foe foe) {
    if (foe.outcome() != null) {
      tally.merge(foe.outcome(), 1, Integer::sum);
    }
    return foe.outcome() != null;
  }
}

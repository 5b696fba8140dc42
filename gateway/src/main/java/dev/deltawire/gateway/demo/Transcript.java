package dev.deltawire.gateway.demo;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/** What the demo shows: scenes, the frames of each as they pass, and what was expected of them. */
public final class Transcript {

  private static final int WIDEST_FRAME = 132;
  private static final Pattern UUID_TAIL =
      Pattern.compile("([0-9a-f]{8})-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  /** Tokens and what else stands for a person: nobody needs to see any of it. */
  private static final Pattern SECRET =
      Pattern.compile("eyJ[\\w.-]+|(?<=rt_)[\\w-]{40,}|(?<=\"secret\":\")[\\w-]+");

  /** Keys as they are by default; nobody needs to see more than their start. */
  private static final Pattern KEY_TAIL = Pattern.compile("((?:sk|dw)_live_[\\w-]{4})[\\w-]+");

  private final PrintWriter out;
  private final boolean colour;
  private final LongSupplier nanoClock;
  private final long startNanos;
  private int scenes;
  private int held;
  private int failed;

  private Transcript(PrintWriter out, boolean colour, LongSupplier nanoClock) {
    this.out = out;
    this.colour = colour;
    this.nanoClock = nanoClock;
    this.startNanos = nanoClock.getAsLong();
  }

  /** A transcript that goes to {@code out}, line by line. */
  public static Transcript to(PrintWriter out, boolean colour, LongSupplier nanoClock) {
    return new Transcript(out, colour, nanoClock);
  }

  /** The first lines. */
  public synchronized void title(String title, String explanation) {
    line(paint(Colour.BOLD, title));
    line(explanation);
    line("Ids, keys and long frames are shortened. Client → server, client ← server.");
  }

  /** Begins a dialect's scenes. */
  public synchronized void part(String dialect, String explanation) {
    line("");
    line(paint(Colour.BOLD, "=== " + dialect + " ===") + "  " + explanation);
  }

  /** Begins the next scene. */
  public synchronized void scene(String name, String explanation) {
    scenes++;
    line("");
    line(paint(Colour.BOLD, scenes + ". " + name) + "  " + explanation);
  }

  /** A frame that a client has sent. */
  synchronized void sent(String client, String frame) {
    frame(client, paint(Colour.CYAN, "→"), frame);
  }

  /** A frame that a client has received. */
  synchronized void received(String client, String frame) {
    frame(client, paint(Colour.YELLOW, "←"), frame);
  }

  /** Something that happened to a client and is no frame. */
  synchronized void event(String client, String what) {
    frame(client, " ", "(" + what + ")");
  }

  /** Notes whether an expectation held, and else what was there instead. */
  public synchronized void expect(String expectation, boolean holds, Object actual) {
    if (holds) {
      held++;
      line("     " + paint(Colour.GREEN, "✔ ") + expectation);
    } else {
      failed++;
      line("     " + paint(Colour.RED, "✘ " + expectation + ", but: " + actual));
    }
  }

  /** The last line; tells whether every expectation held. */
  public synchronized boolean conclude() {
    line("");
    boolean all = failed == 0 && held > 0;
    line(
        all
            ? paint(Colour.GREEN, "All " + held + " expectations held.")
            : paint(Colour.RED, failed + " of " + (held + failed) + " expectations did not hold."));
    return all;
  }

  private void frame(String client, String arrow, String frame) {
    double seconds = (nanoClock.getAsLong() - startNanos) / 1e9;
    line(String.format(Locale.ROOT, "%8.3fs  %-6s %s %s", seconds, client, arrow, shorten(frame)));
  }

  private static String shorten(String frame) {
    String open = SECRET.matcher(frame).replaceAll("…");
    String withoutKeys = KEY_TAIL.matcher(open).replaceAll("$1…");
    String shown = UUID_TAIL.matcher(withoutKeys).replaceAll("$1…");
    return shown.length() <= WIDEST_FRAME ? shown : shown.substring(0, WIDEST_FRAME) + "…";
  }

  private String paint(Colour with, String text) {
    return colour ? "\u001B[" + with.code + "m" + text + "\u001B[0m" : text;
  }

  private void line(String text) {
    out.println(text);
    out.flush();
  }

  private enum Colour {
    BOLD(1),
    RED(31),
    GREEN(32),
    YELLOW(33),
    CYAN(36);

    private final int code;

    Colour(int code) {
      this.code = code;
    }
  }
}

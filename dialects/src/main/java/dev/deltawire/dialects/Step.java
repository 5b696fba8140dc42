package dev.deltawire.dialects;

import dev.deltawire.model.RawJson;
import java.util.List;

/** A step of a script. */
sealed interface Step {

  /** Most repetitions of one step. */
  int MAX_REPEAT = 1_000_000;

  /** Longest sleep. */
  int MAX_SLEEP_MILLIS = 600_000;

  /** Plays itself; returns whether to go on with the next step at once. */
  boolean play(EchoRun run);

  /** A plain text, word by word. */
  record Words(String text) implements Step {
    @Override
    public boolean play(EchoRun run) {
      boolean goOn = true;
      int start = 0;
      while (goOn && start < text.length()) {
        int end = chunkEnd(start);
        String chunk = text.substring(start, end);
        goOn = run.say(chunk);
        start = end;
      }
      return goOn;
    }

    private int chunkEnd(int start) {
      int end = start;
      while (end < text.length() && !isBlank(text.charAt(end))) {
        end++;
      }
      while (end < text.length() && isBlank(text.charAt(end))) {
        end++;
      }
      return end;
    }

    private static boolean isBlank(char c) {
      return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }
  }

  /** One chunk. */
  record Say(String text) implements Step {
    @Override
    public boolean play(EchoRun run) {
      return run.say(text);
    }
  }

  /** One chunk of thinking. */
  record Think(String text) implements Step {
    @Override
    public boolean play(EchoRun run) {
      return run.think(text);
    }
  }

  /** The same chunk again and again, with a sleep between. */
  record Repeat(int times, String text, long sleepMillis) implements Step {
    @Override
    public boolean play(EchoRun run) {
      return sleepMillis == 0 ? playAll(run) : playOne(run);
    }

    private boolean playAll(EchoRun run) {
      int bytes = EchoRun.utf8Length(text);
      boolean goOn = true;
      for (int i = 0; goOn && bytes > 0 && i < times; i++) {
        goOn = run.say(text, bytes);
      }
      return goOn;
    }

    private boolean playOne(EchoRun run) {
      if (times > 0 && !run.say(text)) {
        return false;
      }
      if (times <= 1) {
        return true;
      }
      run.playNext(new Repeat(times - 1, text, sleepMillis));
      return run.sleep(sleepMillis);
    }
  }

  /** A pause. */
  record Sleep(long millis) implements Step {
    @Override
    public boolean play(EchoRun run) {
      return run.sleep(millis);
    }
  }

  /** One tool call. */
  record Call(String tool, RawJson input) implements Step {
    @Override
    public boolean play(EchoRun run) {
      return run.call(List.of(this));
    }
  }

  /** Calls at once. */
  record Calls(List<Call> calls) implements Step {
    @Override
    public boolean play(EchoRun run) {
      return calls.isEmpty() || run.call(calls);
    }
  }

  /** The last tool result as one chunk. */
  record Result() implements Step {
    @Override
    public boolean play(EchoRun run) {
      return run.sayLastResult();
    }
  }

  /** The end of the reply, as failed. */
  record Fail(String error) implements Step {

    /** What stands for an unknown or malformed step. */
    static final Fail BAD_SCRIPT = new Fail("bad script");

    @Override
    public boolean play(EchoRun run) {
      return run.fail(error);
    }
  }
}

package dev.deltawire.benchmarks.fanout;

import dev.deltawire.benchmarks.TokenCorpus;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.locks.LockSupport;

/** Publishes the corpus over and over, at the scenario's pace, until told to stop. */
final class Producer {

  /** Begins the reply to {@link Control#MARK}. */
  static final String MARK = "mark ";

  /** Begins the reply to {@link Control#STOP}. */
  static final String DONE = "done ";

  private final FanOutServer server;
  private final Scenario scenario;
  private final DataInputStream control;
  private final PrintStream replies;
  private long published;
  private long acknowledged;
  private boolean stopped;

  Producer(FanOutServer server, Scenario scenario, DataInputStream control, PrintStream replies) {
    this.server = server;
    this.scenario = scenario;
    this.control = control;
    this.replies = replies;
  }

  void run() throws IOException {
    long start = control.readLong();
    if (scenario.isPaced()) {
      keepPace(start);
    } else {
      keepWindow();
    }
    server.end();
    replies.println(DONE + published);
  }

  /** Obeys until the control stream ends. */
  void linger() throws IOException {
    try {
      while (true) {
        handle(control.readLong());
      }
    } catch (EOFException e) {
      return; // the client has all it wants
    }
  }

  private void keepWindow() throws IOException {
    while (!stopped) {
      while (published - acknowledged < Scenario.WINDOW) {
        publish();
      }
      handle(control.readLong());
    }
  }

  private void keepPace(long start) throws IOException {
    long due = start;
    while (!stopped) {
      for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
        LockSupport.parkNanos(wait);
      }
      publish();
      due += scenario.intervalNanos();
      while (control.available() >= Long.BYTES) {
        handle(control.readLong());
      }
    }
  }

  private void publish() {
    server.publish((int) (published & (TokenCorpus.SIZE - 1)));
    published++;
  }

  private void handle(long message) {
    if (message >= 0) {
      acknowledged = message;
    } else if (message == Control.MARK) {
      replies.println(MARK + Counters.now(published).toLine());
    } else if (message == Control.NUDGE) {
      server.nudge();
    } else {
      stopped = true;
    }
  }
}

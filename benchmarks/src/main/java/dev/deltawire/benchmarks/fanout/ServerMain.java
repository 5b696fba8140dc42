package dev.deltawire.benchmarks.fanout;

import java.io.DataInputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * The server's process: {@code SUBJECT RECEIVERS TOKENS_PER_SECOND}. It prints {@link #READY} and
 * its port, obeys {@link Control}, and ends with its standard input.
 */
public final class ServerMain {

  /** Begins the first line. */
  static final String READY = "ready ";

  private ServerMain() {}

  /** Runs until standard input ends. */
  public static void main(String[] args) throws IOException {
    FanOutSubject subject = FanOutSubject.valueOf(args[0]);
    Scenario scenario = Scenario.parse(args[1], args[2]);
    DataInputStream control = new DataInputStream(System.in);
    PrintStream replies =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.US_ASCII);
    try (FanOutServer server = subject.open(scenario.receivers())) {
      replies.println(READY + server.start().getPort());
      Producer producer = new Producer(server, scenario, control, replies);
      producer.run();
      producer.linger();
    }
  }
}

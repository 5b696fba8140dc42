package dev.deltawire.peers;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** The one connection that says what to produce; the process ends with it. */
final class Control implements AutoCloseable {

  private final Peer<?, ?> peer;
  private final int batch;
  private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  private Producer producer;

  Control(Peer<?, ?> peer, int batch) throws IOException {
    this.peer = peer;
    this.batch = batch;
  }

  int port() {
    return listener.getLocalPort();
  }

  /** Serves the connection until it ends. */
  void serve() throws IOException, InterruptedException {
    try (Socket socket = listener.accept()) {
      socket.setTcpNoDelay(true);
      BufferedReader in =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
      OutputStream out = socket.getOutputStream();
      String line;
      while ((line = in.readLine()) != null) {
        String answer = answer(line);
        if (!answer.isEmpty()) {
          out.write((answer + "\n").getBytes(US_ASCII));
        }
      }
    }
  }

  private String answer(String line) throws InterruptedException {
    String[] words = line.split(" ", -1);
    try {
      return switch (words[0]) {
        case "ack" -> acknowledge(Long.parseLong(words[1]));
        case "fanout" -> fanOut(words);
        case "stop" -> stop();
        case "gc" -> collect();
        case "stats" -> Stats.line(peer);
        default -> "error unknown: " + line;
      };
    } catch (RuntimeException e) {
      return "error " + line + ": " + e;
    }
  }

  private String acknowledge(long tokens) {
    if (producer != null) {
      producer.acknowledge(tokens);
    }
    return "";
  }

  private String fanOut(String[] words) throws InterruptedException {
    if (producer != null) {
      throw new IllegalStateException("not stopped");
    }
    int streams = Integer.parseInt(words[1]);
    long rate = Long.parseLong(words[2]);
    long window = Long.parseLong(words[3]);
    peer.receivers().awaitStill();
    Pace pace = rate == 0 ? new Window(window, batch) : new Clock(rate);
    producer = new Producer(peer, streams, batch, pace);
    return "started " + producer.startNanos();
  }

  private String stop() throws InterruptedException {
    if (producer == null) {
      throw new IllegalStateException("nothing to stop");
    }
    long produced = producer.stop();
    producer = null;
    return "stopped " + produced;
  }

  private static String collect() {
    System.gc();
    return "";
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}

package dev.deltawire.benchmarks.peers;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.util.List;

/** The load client's orders to our server, a line each. */
final class ControlConnection {

  private final Socket socket;
  private final ConversationStreams streams;
  private final List<String> tokens;
  private Production production;

  ControlConnection(Socket socket, ConversationStreams streams, List<String> tokens) {
    this.socket = socket;
    this.streams = streams;
    this.tokens = tokens;
  }

  /** Obeys until the connection ends. */
  void serve() throws IOException, InterruptedException {
    socket.setTcpNoDelay(true);
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      obey(line.split(" ", -1));
    }
  }

  private void obey(String[] words) throws IOException, InterruptedException {
    switch (words[0]) {
      case "ack" -> production.acknowledge(Long.parseLong(words[1]));
      case "fanout" ->
          fanout(
              Integer.parseInt(words[1]), Integer.parseInt(words[2]), Integer.parseInt(words[3]));
      case "stop" -> stop();
      case "gc" -> System.gc();
      case "stats" -> answer(ProcessStats.line());
      default -> answer("error no such order: " + words[0]);
    }
  }

  private void fanout(int count, int tokensPerSecond, int window) throws IOException {
    production = new Production(tokens, streams.begin(count), tokensPerSecond, window);
    answer("started " + production.start());
  }

  private void stop() throws IOException, InterruptedException {
    long produced = production.stop();
    streams.rest();
    answer("stopped " + produced);
  }

  private void answer(String line) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write((line + '\n').getBytes(US_ASCII));
    out.flush();
  }
}

package dev.deltawire.benchmarks.peers;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;

/**
 * The load client's orders to our server, a line each.
 *
 * <p>Acknowledgements come hundreds of times a second while garbage is counted, and make none.
 */
final class ControlConnection {

  private static final byte[] ACK = "ack ".getBytes(US_ASCII);

  /** Longer than any order. */
  private static final int MAX_LINE = 128;

  private final Socket socket;
  private final ConversationStreams streams;
  private final List<String> tokens;
  private final byte[] line = new byte[MAX_LINE];
  private int length;
  private Production production;

  ControlConnection(Socket socket, ConversationStreams streams, List<String> tokens) {
    this.socket = socket;
    this.streams = streams;
    this.tokens = tokens;
  }

  /** Obeys until the connection ends. */
  void serve() throws IOException, InterruptedException {
    socket.setTcpNoDelay(true);
    InputStream in = new BufferedInputStream(socket.getInputStream());
    for (int next = in.read(); next >= 0; next = in.read()) {
      if (next == '\n') {
        obey();
        length = 0;
      } else {
        line[length++] = (byte) next;
      }
    }
  }

  private void obey() throws IOException, InterruptedException {
    if (Arrays.equals(line, 0, Math.min(length, ACK.length), ACK, 0, ACK.length)) {
      production.acknowledge(acknowledged());
    } else {
      obey(new String(line, 0, length, US_ASCII).split(" ", -1));
    }
  }

  private long acknowledged() {
    long count = 0;
    for (int i = ACK.length; i < length; i++) {
      count = count * 10 + Character.digit(line[i], 10);
    }
    return count;
  }

  private void obey(String[] words) throws IOException, InterruptedException {
    switch (words[0]) {
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

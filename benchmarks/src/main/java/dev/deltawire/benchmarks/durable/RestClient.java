package dev.deltawire.benchmarks.durable;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** One HTTP connection that stays open, with as little of its own as can be. */
final class RestClient implements AutoCloseable {

  private static final String LENGTH = "content-length:";

  private final Socket socket;
  private final InputStream in;
  private final String head;

  RestClient(InetSocketAddress address, String bearer) throws IOException {
    socket = new Socket(address.getAddress(), address.getPort());
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream());
    head = "Host: benchmark\r\nAuthorization: Bearer " + bearer + "\r\nContent-Length: ";
  }

  /** Posts a body; returns the answer's, which must have the status. */
  String post(String path, String body, int status) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String start = "POST " + path + " HTTP/1.1\r\n" + head + bytes.length + "\r\n\r\n";
    byte[] request = (start + body).getBytes(StandardCharsets.UTF_8);
    socket.getOutputStream().write(request);
    String first = line();
    int length = 0;
    for (String line = line(); !line.isEmpty(); line = line()) {
      if (line.regionMatches(true, 0, LENGTH, 0, LENGTH.length())) {
        length = Integer.parseInt(line.substring(LENGTH.length()).strip());
      }
    }
    String answer = new String(in.readNBytes(length), StandardCharsets.UTF_8);
    if (!first.startsWith("HTTP/1.1 " + status)) {
      throw new IOException(first + " " + answer);
    }
    return answer;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("the gateway has hung up");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

package dev.deltawire.gateway.outside;

import dev.deltawire.tck.RawPeer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** A gateway as programs outside see it: a port that answers, or does not. */
public record Outside(int port) {

  /** What the operator's requests carry in tests. */
  public static final String OPERATOR = "operator-of-the-test";

  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

  /** An answer. */
  public record Answer(int status, HttpHeaders headers, String body) {

    public Json json() {
      return Json.of(body);
    }

    /** This answer, if it is that status. */
    public Answer expect(int expected) {
      if (status != expected) {
        throw new AssertionError("expected " + expected + ", got " + status + " " + body);
      }
      return this;
    }
  }

  /** Asks and waits for the answer; that none came is an exception. */
  public Answer ask(String method, String path, String bearer, String body) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(30))
            .header("Authorization", "Bearer " + bearer)
            .method(method, BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.headers(), response.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }

  public Answer get(String path, String bearer) throws IOException {
    return ask("GET", path, bearer, "");
  }

  public Answer post(String path, String bearer, String body) throws IOException {
    return ask("POST", path, bearer, body);
  }

  /** Opens a socket; {@code headers} are whole lines. */
  public Wire open(String target, String... headers) throws IOException {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    return new Wire(RawPeer.open(address, target, headers));
  }
}

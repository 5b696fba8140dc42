package dev.deltawire.gateway.demo;

import dev.deltawire.codec.JsonText;
import dev.deltawire.codec.RawJsonView;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;

/** Where a demo plays: a running gateway, seen from outside, and what is shown of it. */
public final class DemoStage {

  private final String httpAuthority;
  private final String webSocketAuthority;
  private final String operatorToken;
  private final Transcript transcript;
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<DemoClient> staying = new ArrayList<>();

  private DemoStage(
      String httpAuthority,
      String webSocketAuthority,
      String operatorToken,
      Transcript transcript) {
    this.httpAuthority = httpAuthority;
    this.webSocketAuthority = webSocketAuthority;
    this.operatorToken = operatorToken;
    this.transcript = transcript;
  }

  /** A stage at these addresses, {@code host:port} each. */
  public static DemoStage of(
      String httpAuthority,
      String webSocketAuthority,
      String operatorToken,
      Transcript transcript) {
    return new DemoStage(httpAuthority, webSocketAuthority, operatorToken, transcript);
  }

  /** What is shown. */
  public Transcript transcript() {
    return transcript;
  }

  /**
   * Connects a client and returns when the server has accepted.
   *
   * @param target path and query of the upgrade
   * @param headers names and values in turn
   */
  public DemoClient connect(String name, String target, String... headers) throws IOException {
    URI uri = URI.create("ws://" + webSocketAuthority + target);
    return DemoClient.connect(http, uri, name, transcript, headers);
  }

  /** Lets a client stay until the shutdown, which is the last scene of all. */
  public void stays(DemoClient client) {
    staying.add(client);
  }

  /** Who has stayed. */
  public List<DemoClient> staying() {
    return List.copyOf(staying);
  }

  /**
   * Makes a REST request, with a JSON body unless it is empty; returns the answer's JSON.
   *
   * @param headers names and values in turn
   */
  public RawJsonView request(
      String client, String method, String path, String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://" + httpAuthority + path))
            .method(method, BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    transcript.sent(client, (method + " " + path + " " + body).strip());
    HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
    transcript.received(client, (response.statusCode() + " " + response.body()).strip());
    String json = response.body().isEmpty() ? "{}" : response.body();
    return JsonText.parse(json)
        .map(RawJsonView::of)
        .orElseThrow(() -> new IOException(method + " " + path + " was not answered by JSON"));
  }

  /** The same, as the operator. */
  public RawJsonView operatorRequest(String method, String path, String body)
      throws IOException, InterruptedException {
    return request("admin", method, path, body, "Authorization", "Bearer " + operatorToken);
  }
}

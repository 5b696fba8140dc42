package dev.deltawire.gateway.integration;

import dev.deltawire.codec.JsonText;
import dev.deltawire.codec.QuotedInput;
import dev.deltawire.codec.RawJsonView;
import dev.deltawire.dialects.integration.Decision;
import dev.deltawire.gateway.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The operator's way to the consent paths of a running gateway (I-40, I-41). */
public final class ConsentClient {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final URI gateway;
  private final String operatorToken;
  private final String tokenSource;
  private final HttpClient http;

  private ConsentClient(URI gateway, String operatorToken, String tokenSource, HttpClient http) {
    this.gateway = gateway;
    this.operatorToken = operatorToken;
    this.tokenSource = tokenSource;
    this.http = http;
  }

  /**
   * A client of the gateway at that address, {@code http://127.0.0.1:8080} for instance.
   *
   * @param tokenSource where the token is from, for messages
   * @param trusted a certificate to trust beside those that the platform does
   */
  public static ConsentClient of(
      URI gateway, String operatorToken, String tokenSource, Optional<X509Certificate> trusted) {
    HttpClient.Builder http = HttpClient.newBuilder().connectTimeout(PATIENCE);
    trusted.map(TrustedCertificate::context).ifPresent(http::sslContext);
    return new ConsentClient(gateway, operatorToken, tokenSource, http.build());
  }

  /** What is pending, as {@code GET /integration/consent} lists it. */
  public List<RawJsonView> pending() throws IOException, InterruptedException {
    HttpResponse<String> response =
        send(request(ConsentPage.LIST).header("Accept", "application/json").GET());
    require(response.statusCode() == 200, response);
    return body(response).member("pending").map(RawJsonView::elements).orElse(List.of());
  }

  /** Decides; false if the request is not pending. */
  public boolean decide(String requestId, Decision decision)
      throws IOException, InterruptedException {
    String body = JsonObject.create().text("decision", decision.wireName()).toString();
    HttpResponse<String> response =
        send(request(ConsentPage.LIST + "/" + requestId).POST(BodyPublishers.ofString(body)));
    require(response.statusCode() == 200 || response.statusCode() == 404, response);
    return response.statusCode() == 200;
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(gateway.resolve(path))
        .timeout(PATIENCE)
        .header("Authorization", "Bearer " + operatorToken);
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IOException(failure(e), e);
    }
  }

  private String failure(IOException e) {
    Throwable cause = e;
    while (cause != null && !(cause instanceof CertificateException)) {
      cause = cause.getCause();
    }
    return cause == null
        ? "no gateway answers at " + gateway
        : "the certificate of "
            + gateway
            + " is not trusted; --config FILE or --set tls.cert=FILE --set tls.key=FILE name it";
  }

  private void require(boolean asExpected, HttpResponse<String> response) throws IOException {
    if (!asExpected) {
      String why =
          Optional.of(body(response)).flatMap(body -> body.member("message")).stream()
              .flatMap(message -> message.string().stream())
              .findFirst()
              .orElseGet(() -> plain(response.body()));
      String hint = response.statusCode() == 401 ? "; " + tokenSource + " is not its token" : "";
      throw new IOException(gateway + " answers " + response.statusCode() + ": " + why + hint);
    }
  }

  private static String plain(String body) {
    return body.isBlank() ? "no reason given" : QuotedInput.of(body.strip());
  }

  private static RawJsonView body(HttpResponse<String> response) {
    return RawJsonView.of(JsonText.parse(response.body()).orElse(JsonObject.create().toRawJson()));
  }
}

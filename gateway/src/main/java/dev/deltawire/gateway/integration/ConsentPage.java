package dev.deltawire.gateway.integration;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.deltawire.dialects.integration.PendingRequest;
import dev.deltawire.model.integration.AccessScope;
import dev.deltawire.server.spi.HttpResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The pages on which the user decides (I-40, I-42): plain HTML that needs no script and nothing
 * from elsewhere.
 */
final class ConsentPage {

  /** Where the list is. */
  static final String LIST = "/integration/consent";

  /** Where the login form is posted to. */
  static final String LOGIN = LIST + "/login";

  /** Seconds from one look at an empty list to the next. */
  private static final int IDLE_REFRESH = 3;

  /** Seconds while there is something to read and to click on. */
  private static final int BUSY_REFRESH = 10;

  private static final String STYLE =
      """
      :root{color-scheme:light dark;--line:#8886;--soft:#8881;--accent:#0b6bcb}
      *{box-sizing:border-box}
      body{font:16px/1.5 system-ui,sans-serif;max-width:44rem;margin:0 auto;padding:2rem 1rem}
      h1{font-size:1.4rem;margin:0 0 1rem}
      h2{font-size:1.15rem;margin:0;overflow-wrap:anywhere}
      p{margin:.4rem 0}
      code{font:.9em/1.4 ui-monospace,monospace;overflow-wrap:anywhere}
      article{border:1px solid var(--line);border-radius:.75rem;padding:1rem 1.25rem;margin:1rem 0;
        overflow:hidden}
      .tag{font-size:.75rem;border:1px solid var(--line);border-radius:1rem;padding:.1rem .6rem;
        margin-left:.4rem;vertical-align:.15rem;white-space:nowrap}
      .soft{opacity:.75;font-size:.9rem}
      .note{background:var(--soft);border-radius:.5rem;padding:.6rem 1rem}
      form{display:flex;flex-wrap:wrap;gap:.6rem;margin-top:.9rem}
      button,input{font:inherit;padding:.5rem 1.3rem;border-radius:.5rem;
        border:1px solid var(--line)}
      button{background:transparent;color:inherit;cursor:pointer}
      button.allow{background:var(--accent);border-color:var(--accent);color:#fff}
      label{width:100%}
      input{flex:1;min-width:14rem;background:transparent;color:inherit}
      """;

  private static final String POLICY =
      "default-src 'none'; style-src '"
          + sha256(STYLE)
          + "'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  private ConsentPage() {}

  /** The list, oldest first, so that what is new moves nothing that somebody is about to click. */
  static HttpResponse list(List<PendingRequest> pending, boolean ready, Instant now) {
    String cards =
        pending.stream().map(request -> card(request, now)).collect(Collectors.joining());
    String nothing = "<p class=\"note\">No program is asking for access.</p>\n";
    String signedOut =
        "<p class=\"note\">No channel is signed in: programs can't ask for access.</p>\n";
    int seconds = pending.isEmpty() ? IDLE_REFRESH : BUSY_REFRESH;
    return page(
        200,
        "<meta http-equiv=\"refresh\" content=\"" + seconds + "\">\n",
        pending.isEmpty() ? "Access requests" : "Access requests (" + pending.size() + ")",
        (ready ? "" : signedOut)
            + (pending.isEmpty() ? nothing : cards)
            + "<p class=\"soft\">This page looks for news every "
            + seconds
            + " seconds by itself.</p>\n");
  }

  /** The login form. */
  static HttpResponse login(int status, String complaint) {
    String note = complaint.isEmpty() ? "" : "<p class=\"note\">" + complaint + "</p>\n";
    return page(
        status,
        "",
        "Log in",
        note
            + """
            <form method="post" action="%s">
            <label for="token">Operator token (in the file operator-token of the data directory)
            </label>
            <input id="token" name="token" type="password" autocomplete="current-password"
             required autofocus>
            <button class="allow">Log in</button>
            </form>
            """
                .formatted(LOGIN));
  }

  /** The answer to a decision that could not be taken. */
  static HttpResponse notDecided(int status, String why) {
    return page(
        status,
        "",
        "Nothing was decided",
        "<p class=\"note\">"
            + why
            + "</p>\n<p><a href=\""
            + LIST
            + "\">Back to the requests</a></p>\n");
  }

  private static String card(PendingRequest request, Instant now) {
    String scopes =
        request.requestedScopes().stream()
            .map(AccessScope::wireName)
            .map(scope -> "<code>" + scope + "</code>")
            .collect(Collectors.joining(", "));
    long seconds = Math.max(0, Duration.between(now, request.expiresAt()).toSeconds());
    return """
    <article id="%1$s">
    <h2><bdi>%2$s</bdi> <span class="tag">unverified</span></h2>
    <p>A program on this machine that calls itself <code>%3$s</code> asks for %4$s: the channel's \
    key, and with it full access to the channel.</p>
    <p class="soft">Nobody has checked its name. Allow only what you have just started yourself. \
    Request <code>%1$s</code> ends by itself in %5$d seconds.</p>
    <form method="post" action="%6$s/%1$s">
    <input type="hidden" name="nonce" value="%7$s">
    <button class="allow" name="decision" value="allow">Allow</button>
    <button name="decision" value="deny">Deny</button>
    </form>
    </article>
    """
        .formatted(
            request.requestId(),
            Html.escape(request.displayName()),
            Html.escape(request.clientId()),
            scopes,
            seconds,
            LIST,
            request.nonce());
  }

  private static HttpResponse page(int status, String head, String title, String body) {
    String html =
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        %s<title>%s · Deltawire</title>
        <style>%s</style>
        </head>
        <body>
        <main>
        <h1>%s</h1>
        %s</main>
        </body>
        </html>
        """
            .formatted(head, title, STYLE, title, body);
    return HttpResponse.of(status, "text/html; charset=utf-8", html)
        .withHeader("Content-Security-Policy", POLICY)
        .withHeader("Cache-Control", "no-store")
        .withHeader("X-Content-Type-Options", "nosniff")
        .withHeader("X-Frame-Options", "DENY")
        .withHeader("Referrer-Policy", "no-referrer")
        .withHeader("Cross-Origin-Opener-Policy", "same-origin")
        .withHeader("Cross-Origin-Resource-Policy", "same-origin");
  }

  private static String sha256(String style) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(style.getBytes(UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}

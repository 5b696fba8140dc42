package dev.deltawire.gateway.browser;

import dev.deltawire.gateway.outside.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The DevTools protocol over the JDK's WebSocket: calls and their results, events ignored. */
final class DevTools implements WebSocket.Listener {

  private static final int PATIENCE_SECONDS = 30;

  private final AtomicLong ids = new AtomicLong();
  private final Map<Long, CompletableFuture<Json>> waiting = new ConcurrentHashMap<>();
  private final StringBuilder message = new StringBuilder();
  private WebSocket socket;

  private DevTools() {}

  static DevTools connect(HttpClient http, URI endpoint) throws IOException {
    DevTools tools = new DevTools();
    try {
      tools.socket = http.newWebSocketBuilder().buildAsync(endpoint, tools).join();
    } catch (CompletionException e) {
      throw new IOException("the browser can't be reached", e.getCause());
    }
    return tools;
  }

  /**
   * Calls a method and waits for its result.
   *
   * @param session that of a tab; empty for the browser itself
   */
  Json call(String session, String method, String parameters) throws IOException {
    long id = ids.incrementAndGet();
    CompletableFuture<Json> answer = new CompletableFuture<>();
    waiting.put(id, answer);
    String to = session.isEmpty() ? "" : ",\"sessionId\":" + Json.quoted(session);
    socket
        .sendText(
            "{\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":" + parameters + to + "}",
            true)
        .join();
    try {
      Json reply = answer.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
      if (!reply.has("result")) {
        throw new IOException(method + ": " + reply);
      }
      return reply.at("result");
    } catch (CompletionException e) {
      throw new IOException(method + " is not answered", e.getCause());
    }
  }

  @Override
  public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
    message.append(data);
    if (last) {
      Json reply = Json.of(message.toString());
      message.setLength(0);
      if (reply.has("id")) {
        waiting.remove(reply.number("id")).complete(reply);
      }
    }
    webSocket.request(1);
    return null;
  }
}

package dev.deltawire.peers.smoke;

import java.net.http.WebSocket;
import java.util.concurrent.CompletionStage;

/** A client that takes whole texts. */
abstract class Texts implements WebSocket.Listener {

  private final StringBuilder parts = new StringBuilder();

  /** One text; throwing closes the connection and is told to {@link #failed}. */
  abstract void text(String text);

  abstract void failed(Throwable reason);

  @Override
  public final CompletionStage<?> onText(WebSocket connection, CharSequence part, boolean last) {
    parts.append(part);
    if (last) {
      String text = parts.toString();
      parts.setLength(0);
      text(text);
    }
    connection.request(1);
    return null;
  }

  @Override
  public final CompletionStage<?> onClose(WebSocket connection, int code, String reason) {
    failed(new IllegalStateException("closed with " + code + " " + reason));
    return null;
  }

  @Override
  public final void onError(WebSocket connection, Throwable error) {
    failed(error);
  }
}

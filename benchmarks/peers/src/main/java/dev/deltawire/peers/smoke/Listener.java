package dev.deltawire.peers.smoke;

import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A client that keeps what it hears. */
final class Listener extends Texts {

  private static final int PATIENCE_SECONDS = 10;

  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private volatile WebSocket connection;

  @Override
  public void onOpen(WebSocket opened) {
    connection = opened;
    opened.request(1);
  }

  void say(String text) {
    connection.sendText(text, true).join();
  }

  String heard() throws InterruptedException {
    String text = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    Expect.that(text != null, "nothing comes back");
    return text;
  }

  void requireSilence() {
    Expect.that(heard.isEmpty(), "somebody said " + heard.peek());
  }

  @Override
  void text(String text) {
    heard.add(text);
  }

  @Override
  void failed(Throwable reason) {
    heard.add("failed: " + reason);
  }
}

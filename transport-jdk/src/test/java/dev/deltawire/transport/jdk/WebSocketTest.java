package dev.deltawire.transport.jdk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WebSocketTest {

  @Test
  void anIndependentClientIsEchoed() throws Exception {
    try (Site site = Site.plan().start()) {
      Heard heard = new Heard();
      URI uri = URI.create("ws://127.0.0.1:" + site.address.getPort() + "/ws");
      WebSocket client =
          HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(uri, heard).join();
      String large = "0123456789 é€😀 ".repeat(20_000);
      client.sendText("hello", true).join();
      client.sendText("frag", false).join();
      client.sendText("mented", true).join();
      client.sendText(large, true).join();
      client.sendClose(1000, "bye").join();
      assertEquals("hello", heard.next());
      assertEquals("fragmented", heard.next());
      assertEquals(large, heard.next());
      assertEquals("close 1000", heard.next());
      assertTrue(site.defects.isEmpty());
    }
  }

  @Test
  void messagesAreEchoedAtWriteSizesOneThreeAndWhole() throws Exception {
    ByteArrayOutputStream talk = new ByteArrayOutputStream();
    try (Site site = Site.plan().start()) {
      talk.writeBytes(Wire.HANDSHAKE.getBytes(UTF_8));
      talk.writeBytes(new byte[] {(byte) 0x81, (byte) 0x83, 0, 0, 0, 0, 'a', 'b', 'c'});
      talk.writeBytes(new byte[] {(byte) 0x89, (byte) 0x81, 0, 0, 0, 0, 'p'});
      for (int size : new int[] {1, 3, talk.size()}) {
        try (Wire wire = new Wire(site.address)) {
          byte[] all = talk.toByteArray();
          for (int at = 0; at < all.length; at += size) {
            wire.say(Arrays.copyOfRange(all, at, Math.min(all.length, at + size)));
          }
          assertTrue(
              wire.head().contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"));
          assertEquals("81 abc", wire.frame());
          assertEquals("8a p", wire.frame());
        }
      }
    }
  }

  /** What an independent client has heard. */
  private static final class Heard implements WebSocket.Listener {
    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final StringBuilder text = new StringBuilder();

    String next() throws InterruptedException {
      return messages.poll(10, TimeUnit.SECONDS);
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        messages.add(text.toString());
        text.setLength(0);
      }
      webSocket.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
      messages.add("close " + code);
      return null;
    }
  }
}

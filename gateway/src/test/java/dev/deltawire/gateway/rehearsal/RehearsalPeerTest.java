package dev.deltawire.gateway.rehearsal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class RehearsalPeerTest {

  @Test
  @DisplayName("The port of a client that has ended is free for the server that is to start")
  void leavesItsPort() throws Exception {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket listener = new ServerSocket(0, 1, loopback)) {
      InetSocketAddress address = new InetSocketAddress(loopback, listener.getLocalPort());
      CompletableFuture<Void> client = CompletableFuture.runAsync(() -> openAndClose(address));
      int port = answer(listener, client);
      try (ServerSocket next = new ServerSocket()) {
        next.setReuseAddress(true); // as servers' channels do
        next.bind(new InetSocketAddress(loopback, port));
        assertEquals(port, next.getLocalPort());
      }
    }
  }

  /** The port of a client that ends first. */
  private static int answer(ServerSocket listener, CompletableFuture<Void> client)
      throws IOException, ExecutionException, InterruptedException {
    try (Socket accepted = listener.accept()) {
      accepted.getOutputStream().write("HTTP/1.1 101 Yes\r\n\r\n".getBytes(US_ASCII));
      client.get();
      accepted.getInputStream().readAllBytes();
      return accepted.getPort();
    }
  }

  private static void openAndClose(InetSocketAddress address) {
    try {
      RehearsalPeer.open(address, "/").close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}

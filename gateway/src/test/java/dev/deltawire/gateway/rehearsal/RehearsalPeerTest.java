package dev.deltawire.gateway.rehearsal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class RehearsalPeerTest {

  private static final int TRIES = 10;

  @Test
  @DisplayName("The port of a client that has ended is free for the server that is to start")
  void leavesItsPort() throws Exception {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket listener = new ServerSocket(0, 1, loopback)) {
      InetSocketAddress address = new InetSocketAddress(loopback, listener.getLocalPort());
      boolean free = false;
      for (int i = 0; i < TRIES && !free; i++) { // others' clients may share a port with this one
        CompletableFuture<Void> client = CompletableFuture.runAsync(() -> openAndClose(address));
        free = isFree(new InetSocketAddress(loopback, answer(listener, client)));
      }
      assertTrue(free);
    }
  }

  private static boolean isFree(InetSocketAddress address) throws IOException {
    try (ServerSocket next = new ServerSocket()) {
      next.setReuseAddress(true); // as servers' channels do
      next.bind(address);
      return true;
    } catch (BindException e) {
      return false;
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

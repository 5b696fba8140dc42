package dev.deltawire.benchmarks.peers;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.benchmarks.wire.ServerAllocation;
import dev.deltawire.server.DeltawireServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the control connection itself adds to the garbage of a workload; the build adds -Xint. */
final class ControlAllocationTest {

  private static final int ACKS = 1000;

  @Test
  void acknowledgementsAllocateNothing() throws IOException, InterruptedException {
    try (DeltawireServer server = DeltawireServer.builder().transport("jdk").build();
        ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket client = new Socket(listener.getInetAddress(), listener.getLocalPort())) {
      ConversationStreams streams = new ConversationStreams(false);
      streams.start(server.streams());
      ControlConnection control =
          new ControlConnection(listener.accept(), streams, List.of("token"));
      Thread orders = new Thread(() -> serve(control), "orders");
      orders.start();
      BufferedReader answers =
          new BufferedReader(new InputStreamReader(client.getInputStream(), US_ASCII));
      say(client, "fanout 1 0 64\n");
      assertTrue(answers.readLine().startsWith("started "));
      byte[] acks = ("ack 64\n".repeat(ACKS) + "sync\n").getBytes(US_ASCII);
      long least =
          ServerAllocation.leastOf(
              () -> {
                client.getOutputStream().write(acks);
                assertEquals("error no such order: sync", answers.readLine());
              },
              ACKS - 1);
      assertEquals(0, least / ACKS, "bytes an acknowledgement");
      say(client, "stop\n");
      assertEquals("stopped 128", answers.readLine());
      client.shutdownOutput();
      orders.join();
    }
  }

  private static void say(Socket client, String line) throws IOException {
    client.getOutputStream().write(line.getBytes(US_ASCII));
  }

  private static void serve(ControlConnection control) {
    try {
      control.serve();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

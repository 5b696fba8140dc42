package dev.deltawire.benchmarks.wire;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.deltawire.dialects.agent.AgentDialect;
import dev.deltawire.dialects.agent.AgentPrincipal;
import dev.deltawire.dialects.chat.ChatDialect;
import dev.deltawire.dialects.chat.ChatTokens;
import dev.deltawire.dialects.home.DeviceType;
import dev.deltawire.dialects.home.HomeDialect;
import dev.deltawire.dialects.home.HomePrincipal;
import dev.deltawire.server.DeltawireServer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The gate of what a server allocates when a client's frame comes: whole servers, real sockets, and
 * all threads of the process but the client's.
 *
 * <p>The build runs this class once more with {@code -Xint}, where no escape analysis hides
 * anything.
 */
final class ClientFrameAllocationTest {

  private static final int FRAMES = 200;

  /** Pools make a thread for each of their first tasks, and the JIT changes its mind. */
  private static final int MOST_BATCHES = 40;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /**
   * The last column is the most bytes a frame: on {@code javawebsocket} those of the library, which
   * queues buffers and selects into a set, and of the copy that it is read into.
   */
  @ParameterizedTest(name = "{0} {1}: {3} bytes")
  @CsvSource(
      delimiter = '|',
      value = {
        "jdk|/ws?token=x|{'id':'p1','type':'ping.request','payload':{}}|0",
        "jdk|/agent?token=x|{'type':'ping','payload':{'timestamp':1704067200000}}|0",
        "jdk|/api/ws?token=dev:ann|{'method':'ping'}|0",
        "javawebsocket|/ws?token=x|{'id':'p1','type':'ping.request','payload':{}}|640",
        "javawebsocket|/agent?token=x|{'type':'ping','payload':{'timestamp':1704067200000}}|640",
        "javawebsocket|/api/ws?token=dev:ann|{'method':'ping'}|640",
      })
  void h09_a12_aPingAllocates(String transport, String target, String frame, long bytes)
      throws IOException {
    try (DeltawireServer server = server(transport)) {
      InetSocketAddress address = server.start();
      try (WireClient client = WireClient.open(address, target)) {
        long least = leastOf(client, WireClient.masked(frame.replace('\'', '"')));
        assertTrue(least <= bytes, least + " bytes a frame");
      }
    }
  }

  private long leastOf(WireClient client, byte[] frame) throws IOException {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < MOST_BATCHES && least > 0; i++) {
      long[] all = others();
      long before = allocated(all);
      for (int n = 0; n < FRAMES; n++) {
        client.say(frame);
        client.text();
      }
      least = Math.min(least, allocated(all) - before);
    }
    return (least + FRAMES - 1) / FRAMES;
  }

  private long[] others() {
    long mine = Thread.currentThread().getId();
    return Arrays.stream(threads.getAllThreadIds()).filter(id -> id != mine).toArray();
  }

  private long allocated(long[] ids) {
    return Arrays.stream(threads.getThreadAllocatedBytes(ids)).filter(bytes -> bytes > 0).sum();
  }

  private static DeltawireServer server(String transport) {
    HomePrincipal kitchen = HomePrincipal.of("kitchen", "owner", DeviceType.TABLET);
    return DeltawireServer.builder()
        .transport(transport)
        .dialect(HomeDialect.builder().authenticator(token -> Optional.of(kitchen)).build())
        .dialect(
            AgentDialect.builder()
                .authenticator(token -> Optional.of(AgentPrincipal.of(token)))
                .build())
        .dialect(ChatDialect.builder().tokens(new NoTokens()).devMode(true).build())
        .build();
  }

  private static final class NoTokens implements ChatTokens {
    @Override
    public Optional<String> username(String token) {
      return Optional.empty();
    }

    @Override
    public String issue(String username, Duration ttl) {
      throw new IllegalStateException("none are issued here");
    }
  }
}

package dev.deltawire.benchmarks.fanout;

import dev.deltawire.benchmarks.HomeDelta;
import dev.deltawire.benchmarks.TokenCorpus;
import dev.deltawire.model.home.HomeServerFrame.ChatDone;
import dev.deltawire.server.AppendResult;
import dev.deltawire.server.DeltawireServer;
import dev.deltawire.server.ServerLimits;
import dev.deltawire.server.StreamOptions;
import java.io.IOException;
import java.net.InetSocketAddress;

/** Ours: one stream on one loop, on either transport. */
final class StreamServer implements FanOutServer {

  private static final long RETAINED_BYTES = 1 << 20;

  private final FanOutDialect dialect;
  private final DeltawireServer server;

  StreamServer(String transport, boolean merge, int receivers) {
    dialect =
        new FanOutDialect(
            StreamOptions.STANDARD
                .withMaxBytes(Long.MAX_VALUE / 2)
                .withRetainedBytes(RETAINED_BYTES)
                .withMergeInStep(merge));
    server =
        DeltawireServer.builder()
            .transport(transport)
            .loops(1)
            .dialect(dialect)
            .limits(ServerLimits.builder().maxConnectionsPerPrincipal(receivers).build())
            .build();
  }

  @Override
  public InetSocketAddress start() throws IOException {
    return server.start();
  }

  @Override
  public void publish(int token) {
    AppendResult result = dialect.stream().append(TokenCorpus.standard().text(token));
    if (result != AppendResult.APPENDED) {
      throw new IllegalStateException("append: " + result);
    }
  }

  @Override
  public void end() {
    dialect.stream().end(new ChatDone(HomeDelta.CONVERSATION, HomeDelta.CONVERSATION));
  }

  /** No wake-up of ours is ever lost: a stream at a halt has to show. */
  @Override
  public void nudge() {}

  @Override
  public void close() {
    server.close();
  }
}

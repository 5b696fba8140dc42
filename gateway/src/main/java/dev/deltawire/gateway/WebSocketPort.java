package dev.deltawire.gateway;

import dev.deltawire.gateway.config.ServerKeys;
import dev.deltawire.gateway.config.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Optional;

/** The port of a transport that needs one beside the HTTP port. */
final class WebSocketPort {

  private static final int TRIES = 100;
  private static final int HIGHEST = 65_535;

  private WebSocketPort() {}

  /** {@code ws.port} if set; else any if {@code http.port} is any; else the next free one. */
  static int choose(Settings settings) throws IOException {
    Optional<Integer> configured = settings.find(ServerKeys.WS_PORT);
    int httpPort = settings.get(ServerKeys.HTTP_PORT);
    if (configured.isPresent() || httpPort == 0) {
      return configured.orElse(0);
    }
    InetAddress host = InetAddress.getAllByName(settings.get(ServerKeys.HTTP_HOST))[0];
    for (int port = httpPort + 1; port <= Math.min(HIGHEST, httpPort + TRIES); port++) {
      if (isFree(host, port)) {
        return port;
      }
    }
    throw new IOException("no free port for WebSocket after " + httpPort + "; set ws.port");
  }

  private static boolean isFree(InetAddress host, int port) {
    try (ServerSocket probe = new ServerSocket(port, 1, host)) {
      return probe.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}

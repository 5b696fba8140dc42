package dev.deltawire.server;

import dev.deltawire.server.spi.HttpFallback;
import dev.deltawire.server.spi.HttpRequest;
import dev.deltawire.server.spi.HttpResponse;
import java.util.Map;

/** Answers plain requests to a mount and leaves all others to the embedder's fallback. */
final class MountGuard implements HttpFallback {

  private final Map<String, MountedDialect> mounts;
  private final HttpFallback fallback;

  MountGuard(Map<String, MountedDialect> mounts, HttpFallback fallback) {
    this.mounts = mounts;
    this.fallback = fallback;
  }

  @Override
  public HttpResponse handle(HttpRequest request) {
    MountedDialect mounted = mounts.get(request.path());
    if (mounted == null) {
      return fallback.handle(request);
    }
    return UpgradeGate.refusal(mounted, request.method().equals("GET") ? 426 : 405);
  }

  @Override
  public HttpResponse refusal(HttpRequest head, HttpResponse standard) {
    MountedDialect mounted = mounts.get(head.path());
    return mounted == null
        ? fallback.refusal(head, standard)
        : UpgradeGate.refusal(mounted, standard.status());
  }
}

package dev.deltawire.gateway.http;

import dev.deltawire.server.spi.HttpFallback;
import dev.deltawire.server.spi.HttpRequest;
import dev.deltawire.server.spi.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The plain HTTP side of the gateway: exact paths and methods to handlers.
 *
 * <p>Immutable. Thread: any.
 */
public final class Router implements HttpFallback {

  private final Map<String, Resource> resources;

  private Router(Map<String, Resource> resources) {
    this.resources = Map.copyOf(resources);
  }

  /** A router without any path. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public HttpResponse handle(HttpRequest request) {
    Resource resource = resources.get(request.path());
    return resource == null ? ErrorShape.TEXT.of(404) : resource.handle(request);
  }

  /** Whether some method of {@code path} is answered. */
  boolean knows(String path) {
    return resources.containsKey(path);
  }

  /** Collects routes. */
  public static final class Builder {

    private final Map<String, Resource> resources = new HashMap<>();

    private Builder() {}

    /** Adds a method of a path, whose errors have {@code shape}. */
    public Builder route(String method, String path, ErrorShape shape, HttpFallback handler) {
      Resource resource = resources.computeIfAbsent(path, p -> new Resource(shape));
      if (resource.methods.put(method, handler) != null) {
        throw new IllegalArgumentException("two handlers for " + method + " " + path);
      }
      return this;
    }

    /** Makes the router. */
    public Router build() {
      return new Router(resources);
    }
  }

  private static final class Resource {

    private final ErrorShape shape;
    private final Map<String, HttpFallback> methods = new TreeMap<>();

    Resource(ErrorShape shape) {
      this.shape = shape;
    }

    HttpResponse handle(HttpRequest request) {
      HttpFallback handler = methods.get(request.method());
      if (handler == null) {
        return shape.of(405).withHeader("Allow", String.join(", ", methods.keySet()));
      }
      return handler.handle(request);
    }
  }
}

package dev.deltawire.gateway.http;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.gateway.auth.OperatorGuard;
import dev.deltawire.server.spi.HttpFallback;
import dev.deltawire.server.spi.HttpRequest;
import dev.deltawire.server.spi.HttpResponse;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The plain HTTP side of the gateway: paths and methods to handlers.
 *
 * <p>Immutable. Thread: any.
 */
public final class Router implements HttpFallback {

  private static final System.Logger LOG = System.getLogger(Router.class.getName());

  private final PathTree<Resource> resources;
  private final TreeMap<String, Area> areas;

  private Router(Builder builder) {
    this.resources = builder.resources;
    this.areas = builder.areas;
  }

  /** A router without any path. */
  public static Builder builder() {
    return new Builder();
  }

  /** Whether this very path has been added, and not one with variables that stand for it. */
  public boolean has(String path) {
    return resources.find(path).filter(match -> match.parts().isEmpty()).isPresent();
  }

  @Override
  public HttpResponse handle(HttpRequest request) {
    return answer(request).challenged();
  }

  private HttpResponse answer(HttpRequest request) {
    Area area = area(request.path());
    Optional<PathTree.Match<Resource>> match = resources.find(request.path());
    ErrorShape shape = match.map(found -> found.value().shape()).orElse(area.shape());
    try {
      area.gate().check(request);
      if (match.isEmpty()) {
        return shape.of(404);
      }
      return match.get().value().handle(request, match.get().parts());
    } catch (RestException e) {
      return shape.of(e.error());
    } catch (StoreException e) {
      LOG.log(Level.ERROR, "a REST request failed in the store", e);
      return shape.of(500);
    }
  }

  @Override
  public HttpResponse refusal(HttpRequest head, HttpResponse standard) {
    ErrorShape shape = shape(head.path());
    return shape == ErrorShape.TEXT ? standard : shape.of(standard.status());
  }

  private ErrorShape shape(String path) {
    return resources.find(path).map(found -> found.value().shape()).orElse(area(path).shape());
  }

  /** Whose path it is: the longest prefix decides. */
  private Area area(String path) {
    return areas.descendingMap().entrySet().stream()
        .filter(entry -> path.startsWith(entry.getKey()))
        .map(entry -> entry.getValue())
        .findFirst()
        .orElse(Area.NOBODYS);
  }

  /** Collects routes. */
  public static final class Builder {

    private final PathTree<Resource> resources = new PathTree<>();
    private final TreeMap<String, Area> areas = new TreeMap<>();

    private Builder() {}

    /** Adds a method of a path, whose errors have {@code shape}. */
    public Builder route(String method, String path, ErrorShape shape, RestHandler handler) {
      resources.at(path, () -> new Resource(shape)).add(method, path, handler);
      return this;
    }

    /** The paths of a dialect, whose errors have {@code shape}. */
    public Routes routes(ErrorShape shape, OperatorGuard operator) {
      return new Routes(this, shape, operator);
    }

    void below(String prefix, ErrorShape shape, RestGate gate) {
      areas.put(prefix, new Area(shape, gate));
    }

    /** Makes the router. */
    public Router build() {
      return new Router(this);
    }
  }

  private record Area(ErrorShape shape, RestGate gate) {
    private static final Area NOBODYS = new Area(ErrorShape.TEXT, RestGate.OPEN);
  }
}

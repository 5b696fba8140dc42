package dev.deltawire.gateway.http;

import dev.deltawire.dialects.QueryParameters;
import dev.deltawire.dialects.StoreException;
import dev.deltawire.server.spi.HttpRequest;
import dev.deltawire.server.spi.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One path and what answers each of its methods. */
final class Resource {

  private record Route(List<String> variables, RestHandler handler) {}

  private final ErrorShape shape;
  private final Map<String, Route> methods = new TreeMap<>();

  Resource(ErrorShape shape) {
    this.shape = shape;
  }

  ErrorShape shape() {
    return shape;
  }

  void add(String method, String path, RestHandler handler) {
    List<String> variables =
        PathTree.split(path).stream()
            .filter(PathTree::isVariable)
            .map(part -> part.substring(1, part.length() - 1))
            .toList();
    Route route = new Route(variables, handler);
    if (methods.put(method, route) != null) {
      throw new IllegalArgumentException("two handlers for " + method + " " + path);
    }
    if (method.equals("GET")) {
      methods.put("HEAD", route); // RFC 9110 §9.3.2: the transport leaves the body out
    }
  }

  /**
   * Answers a request.
   *
   * @param parts what the path's variables stand for, as sent
   */
  HttpResponse handle(HttpRequest request, List<String> parts)
      throws RestException, StoreException {
    Route route = methods.get(request.method());
    if (route == null) {
      return shape.of(405).withHeader("Allow", String.join(", ", methods.keySet()));
    }
    Map<String, String> variables = new HashMap<>();
    for (int i = 0; i < parts.size(); i++) {
      String name = route.variables().get(i);
      variables.put(
          name,
          QueryParameters.decode(parts.get(i)).orElseThrow(() -> RestException.badField(name)));
    }
    return route.handler().handle(new RestRequest(request, variables));
  }
}

package dev.deltawire.server;

import dev.deltawire.server.spi.TransportProvider;
import java.util.List;
import java.util.ServiceLoader;

/** The transports on the class or module path. */
record InstalledTransports(List<TransportProvider> found) {

  static InstalledTransports load() {
    return new InstalledTransports(
        ServiceLoader.load(TransportProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .toList());
  }

  /** The transport of this name; throws {@link IllegalArgumentException} if there is none. */
  TransportProvider named(String name) {
    return found.stream()
        .filter(candidate -> candidate.name().equals(name))
        .findFirst()
        .orElseThrow(() -> notThere("no transport named " + name));
  }

  /** The one that is there; throws {@link IllegalArgumentException} for none or several. */
  TransportProvider only() {
    if (found.size() != 1) {
      throw notThere("name one transport");
    }
    return found.get(0);
  }

  private IllegalArgumentException notThere(String what) {
    List<String> names = found.stream().map(TransportProvider::name).toList();
    return new IllegalArgumentException(what + "; on the class or module path are " + names);
  }
}

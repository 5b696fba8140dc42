package dev.deltawire.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A directory that is gone when it is closed, or when a signal ends the process. */
final class TemporaryDirectory implements AutoCloseable {

  private static final int TRIES = 10;

  private final Path path;
  private final Thread hook = new Thread(this::deleteAtLast, "temporary directory");

  private TemporaryDirectory(Path path) {
    this.path = path;
  }

  /** Makes one, for its owner's eyes only. */
  static TemporaryDirectory create(String prefix) throws IOException {
    TemporaryDirectory directory = new TemporaryDirectory(Files.createTempDirectory(prefix));
    Runtime.getRuntime().addShutdownHook(directory.hook);
    return directory;
  }

  Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    delete();
    Runtime.getRuntime().removeShutdownHook(hook);
  }

  /** Other threads go on while a process is ended, and may make files meanwhile. */
  private void deleteAtLast() {
    for (int i = 0; i < TRIES && Files.exists(path); i++) {
      try {
        delete();
      } catch (IOException | UncheckedIOException e) {
        // the next try finds what there is then
      }
    }
  }

  private void delete() throws IOException {
    try (Stream<Path> paths = Files.walk(path)) {
      for (Path each : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    }
  }
}

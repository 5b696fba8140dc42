package dev.deltawire.gateway.data;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Something that is on or off and stays so over restarts: a file that is there or not. */
public final class Switch {

  private final Path file;
  private volatile boolean on;

  Switch(Path file) {
    this.file = file;
    this.on = Files.exists(file);
  }

  /** Whether it is on. Thread: any; does not block. */
  public boolean isOn() {
    return on;
  }

  /** Turns it, durably before it is visible. Thread: any; blocks on the disk. */
  public synchronized void turn(boolean target) throws IOException {
    if (target == on) {
      return;
    }
    if (target) {
      Files.createFile(file, OwnerOnly.file(file));
    } else {
      Files.delete(file);
    }
    forceDirectory();
    on = target;
  }

  private void forceDirectory() throws IOException {
    try (FileChannel directory = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
      directory.force(true);
    }
  }
}

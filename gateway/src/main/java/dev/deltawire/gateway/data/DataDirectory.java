package dev.deltawire.gateway.data;

import dev.deltawire.gateway.config.FileProblem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Base64;
import java.util.Optional;

/**
 * The directory that holds what the gateway keeps: its secrets and its state.
 *
 * <p>Any number of processes may read and make secrets in it; one gateway at a time owns it.
 */
public final class DataDirectory {

  private static final int SECRET_BYTES = 32;

  private final Path path;

  private DataDirectory(Path path) {
    this.path = path;
  }

  /** Opens a directory, and makes it, for its owner's eyes only, when it is missing. */
  public static DataDirectory open(Path path) throws IOException {
    try {
      if (!Files.isDirectory(path)) {
        Files.createDirectories(path, OwnerOnly.directory(path));
      }
    } catch (IOException e) {
      throw failure(
          path,
          Files.exists(path) ? "not a directory" : "cannot be made: " + FileProblem.words(e),
          e);
    }
    if (!Files.isWritable(path)) {
      throw failure(path, "not writable", null);
    }
    return new DataDirectory(path);
  }

  /** Takes the directory for this process until the result is closed. */
  public Ownership own() throws IOException {
    FileChannel channel =
        FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return new Ownership(channel);
      }
    } catch (OverlappingFileLockException e) {
      // another gateway of this very process
    }
    channel.close();
    throw failure(path, "in use by another gateway", null);
  }

  /** The random bytes kept under {@code name}, made by whoever asks first. */
  public byte[] secret(String name) throws IOException {
    String text = SecretFile.readOrCreate(path.resolve(name), SECRET_BYTES);
    try {
      byte[] secret = Base64.getUrlDecoder().decode(text);
      if (secret.length >= SECRET_BYTES) {
        return secret;
      }
    } catch (IllegalArgumentException e) {
      // reported below, without the content
    }
    throw failure(path, "the file " + name + " holds no secret", null);
  }

  /** The text kept under {@code name}; empty if there is none yet. */
  public Optional<String> findSecretText(String name) throws IOException {
    try {
      return Optional.of(SecretFile.read(path.resolve(name)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Keeps a text under {@code name} in place of the former one, durably before it returns. */
  public void keepSecretText(String name, String text) throws IOException {
    SecretFile.replace(path.resolve(name), text);
  }

  /** The operator's token, made by whoever asks first. */
  public String operatorToken() throws IOException {
    return SecretFile.readOrCreate(operatorTokenFile(), SECRET_BYTES);
  }

  /** Where that token is kept. */
  public Path operatorTokenFile() {
    return path.resolve("operator-token");
  }

  /** Where a file of this directory is, or will be. */
  Path file(String name) {
    return path.resolve(name);
  }

  private static IOException failure(Path path, String what, IOException cause) {
    return new IOException("data directory " + path + ": " + what, cause);
  }

  /** The hold on a directory; closing it lets others have it. */
  public static final class Ownership implements AutoCloseable {
    private final FileChannel channel;

    private Ownership(FileChannel channel) {
      this.channel = channel;
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}

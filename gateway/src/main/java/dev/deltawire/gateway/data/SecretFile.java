package dev.deltawire.gateway.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/** A file of random bytes in base64url that is written whole, by whoever comes first. */
final class SecretFile {

  private static final SecureRandom RANDOM = new SecureRandom();

  private SecretFile() {}

  static String readOrCreate(Path file, int bytes) throws IOException {
    try {
      return read(file);
    } catch (NoSuchFileException e) {
      create(file, bytes);
      return read(file);
    }
  }

  /** Puts another text in place of the file's, whole and durably, or changes nothing. */
  static void replace(Path file, String text) throws IOException {
    Path draft = draft(file);
    try {
      write(draft, (text + "\n").getBytes(StandardCharsets.US_ASCII));
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
      forceDirectory(file);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  static String read(Path file) throws IOException {
    String text = Files.readString(file, StandardCharsets.US_ASCII).strip();
    if (text.isEmpty()) {
      throw new IOException("the file " + file + " is empty");
    }
    return text;
  }

  /** Writes a file of its own and links it to the name, which fails if the name is taken. */
  private static void create(Path file, int bytes) throws IOException {
    byte[] secret = new byte[bytes];
    RANDOM.nextBytes(secret);
    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(secret) + "\n";
    Path draft = draft(file);
    try {
      write(draft, text.getBytes(StandardCharsets.US_ASCII));
      Files.createLink(file, draft);
      forceDirectory(file);
    } catch (FileAlreadyExistsException e) {
      // another process was faster: its secret is the secret
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static void write(Path file, byte[] content) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            OwnerOnly.file(file))) {
      ByteBuffer buffer = ByteBuffer.wrap(content);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
  }

  /** Makes the names in a file's directory survive a loss of power. */
  private static void forceDirectory(Path file) throws IOException {
    try (FileChannel directory =
        FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
      directory.force(true);
    }
  }

  private static Path draft(Path file) {
    return file.resolveSibling(file.getFileName() + "." + Long.toHexString(RANDOM.nextLong()));
  }
}

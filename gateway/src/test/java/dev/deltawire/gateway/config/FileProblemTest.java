package dev.deltawire.gateway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

final class FileProblemTest {

  @Test
  void whatTheClassAloneSaysIsPutInWords() {
    assertEquals("d/lock: permission denied", named(new AccessDeniedException("d/lock")));
    assertEquals("d: no such file or directory", named(new NoSuchFileException("d")));
    assertEquals("bytes that are no text", named(new MalformedInputException(1)));
  }

  @Test
  void whatTheExceptionSaysIsKept() {
    assertEquals("d: No space left", named(new FileSystemException("d", null, "No space left")));
    assertEquals("Is a directory", named(new IOException("Is a directory")));
    assertEquals(
        "No space left", FileProblem.words(new FileSystemException("d", null, "No space left")));
  }

  private static String named(IOException e) {
    return FileProblem.named(e);
  }
}

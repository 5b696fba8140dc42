package dev.deltawire.gateway.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/**
 * What is wrong with a file, in words: many of the JDK's exceptions say it by their class alone.
 */
public final class FileProblem {

  private FileProblem() {}

  /** The words, behind the file's name where the exception knows it. */
  public static String named(IOException e) {
    return e instanceof FileSystemException failed && failed.getFile() != null
        ? failed.getFile() + ": " + words(e)
        : words(e);
  }

  /** The words alone. */
  public static String words(IOException e) {
    if (e instanceof FileSystemException failed && failed.getReason() != null) {
      return failed.getReason();
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof NoSuchFileException) {
      return "no such file or directory";
    }
    return e instanceof CharacterCodingException ? "bytes that are no text" : e.getMessage();
  }
}

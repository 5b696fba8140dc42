package dev.deltawire.gateway.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataDirectoryTest {

  private static final int RACERS = 16;

  @TempDir private Path parent;

  private Path path() {
    return parent.resolve("made/here");
  }

  @Test
  void x53_aSecretIsMadeOnceAndKept() throws Exception {
    byte[] secret = DataDirectory.open(path()).secret("s");
    assertEquals(32, secret.length);
    assertArrayEquals(secret, DataDirectory.open(path()).secret("s"));
  }

  @Test
  void differentNamesHoldDifferentSecrets() throws Exception {
    DataDirectory data = DataDirectory.open(path());
    assertFalse(Arrays.equals(data.secret("a"), data.secret("b")));
    assertNotEquals(data.operatorToken(), DataDirectory.open(parent).operatorToken());
  }

  @Test
  void x57_whatIsSecretIsTheOwnersOnly() throws Exception {
    DataDirectory data = DataDirectory.open(path());
    String token = data.operatorToken();
    assertEquals(token, Files.readString(path().resolve("operator-token")).strip());
    assertEquals("rw-------", permissions(path().resolve("operator-token")));
    assertEquals("rwx------", permissions(path()));
    assertEquals(43, token.length());
  }

  @Test
  void x53_racingProcessesEndWithOneSecretAndNoLitter() throws Exception {
    DataDirectory data = DataDirectory.open(path());
    ExecutorService executor = Executors.newFixedThreadPool(RACERS);
    try {
      for (int round = 0; round < 20; round++) {
        String name = "s" + round;
        CyclicBarrier start = new CyclicBarrier(RACERS);
        Callable<String> racer =
            () -> {
              start.await();
              return HexFormat.of().formatHex(data.secret(name));
            };
        Set<String> seen = new HashSet<>();
        for (Future<String> each :
            executor.invokeAll(IntStream.range(0, RACERS).mapToObj(i -> racer).toList())) {
          seen.add(each.get());
        }
        assertEquals(1, seen.size());
      }
    } finally {
      executor.shutdownNow();
    }
    try (Stream<Path> files = Files.list(path())) {
      assertEquals(20, files.count());
    }
  }

  @Test
  void aSecretFileThatWasTamperedWithIsRefusedWithoutItsContent() throws Exception {
    DataDirectory data = DataDirectory.open(path());
    Files.writeString(path().resolve("s"), "c2hvcnQ");
    String message = assertThrows(IOException.class, () -> data.secret("s")).getMessage();
    assertTrue(message.contains("the file s ") && !message.contains("c2hvcnQ"), message);
    Files.writeString(path().resolve("s"), "");
    message = assertThrows(IOException.class, () -> data.secret("s")).getMessage();
    assertEquals("the file " + path().resolve("s") + " is empty", message);
  }

  @Test
  void x60_oneGatewayOwnsADirectory() throws Exception {
    DataDirectory data = DataDirectory.open(path());
    DataDirectory.Ownership first = data.own();
    String message = assertThrows(IOException.class, data::own).getMessage();
    assertEquals("data directory " + path() + ": in use by another gateway", message);
    first.close();
    data.own().close();
  }

  @Test
  void aFileIsNoDirectory() throws Exception {
    Path file = Files.createFile(parent.resolve("f"));
    assertThrows(IOException.class, () -> DataDirectory.open(file));
    assertThrows(IOException.class, () -> DataDirectory.open(file.resolve("below")));
  }

  @Test
  void whyItCannotBeMadeIsSaid() throws Exception {
    Path below = Files.createFile(parent.resolve("f")).resolve("below/that");
    String message = assertThrows(IOException.class, () -> DataDirectory.open(below)).getMessage();
    assertTrue(message.matches(".*: cannot be made: (?!null).*\\w.*"), message);
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}

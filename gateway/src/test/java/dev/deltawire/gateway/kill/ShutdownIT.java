package dev.deltawire.gateway.kill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.gateway.Processes;
import dev.deltawire.gateway.outside.Jwt;
import dev.deltawire.gateway.outside.Outside;
import dev.deltawire.gateway.outside.Wire;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real process with a socket of each dialect, and a rival on its directory. */
final class ShutdownIT {

  @TempDir private Path directory;

  private Victim start() throws IOException {
    return Victim.start(directory.resolve("data"), directory.resolve("errors"));
  }

  private static List<Wire> socketOfEachDialect(Outside gateway) throws IOException {
    String agent = "{\"handle\":\"somebody\"}";
    String key =
        gateway.post("/v1/agents", Outside.OPERATOR, agent).expect(201).json().text("api_key");
    String device = "\"deviceId\":\"d\",\"userId\":\"u\",\"deviceType\":\"tv\"";
    return List.of(
        gateway.open("/integration"),
        gateway.open("/agent?token=" + Jwt.sign("\"sub\":\"somebody\"")),
        gateway.open("/ws?token=" + Jwt.sign(device)),
        gateway.open("/api/ws?token=dev:somebody"),
        gateway.open("/v1/ws", "Authorization: Bearer " + key));
  }

  /** What ends a socket, after the messages before it. */
  private static String end(Wire wire) throws IOException {
    String end =
        assertThrows(
                EOFException.class,
                () -> {
                  while (true) {
                    wire.next();
                  }
                })
            .getMessage();
    wire.close();
    return end;
  }

  @Test
  void x42_sigtermClosesASocketOfEachDialectAndExits0() throws Exception {
    try (Victim victim = start()) {
      List<Wire> sockets = socketOfEachDialect(victim.outside());
      CompletableFuture<Integer> exit =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return victim.terminate();
                } catch (InterruptedException e) {
                  throw new AssertionError(e);
                }
              });
      for (Wire socket : sockets) {
        assertEquals("1001 server shutting down", end(socket));
      }
      assertEquals(0, exit.get());
      assertEquals("", Files.readString(directory.resolve("errors")));
    }
  }

  @Test
  void x60_aSecondGatewayOnTheDirectoryIsRefused() throws Exception {
    try (Victim victim = start()) {
      Path errors = directory.resolve("rival");
      Process rival = Victim.serve(directory.resolve("data"), errors);
      assertEquals("", Processes.output(rival));
      assertNotEquals(0, Processes.exitCode(rival));
      String message = Files.readString(errors);
      assertEquals(1, message.lines().count(), message);
      assertTrue(message.contains(directory.resolve("data").toString()), message);
      assertEquals("ok", victim.outside().get("/health", "nobody").body());
    }
  }
}

package dev.deltawire.server.internal.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.deltawire.server.internal.rfc6455.RequestHead;
import dev.deltawire.server.spi.Acceptance;
import dev.deltawire.server.spi.Compression;
import dev.deltawire.server.spi.HttpResponse;
import dev.deltawire.server.spi.HttpResponse.BodyWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class VerdictTest implements Verdict.Asker {

  private final List<String> answers = new ArrayList<>();
  private final List<String> errors = new ArrayList<>();
  private SocketLoop loop;
  private TestSocket socket;
  private RequestHead request;
  private Verdict verdict;

  @BeforeEach
  void ask() throws IOException {
    loop =
        new SocketLoop(
            "verdict",
            () -> 0,
            Duration.ofSeconds(60),
            (where, error) -> errors.add(error.getMessage()));
    Map<String, List<String>> headers =
        Map.of("sec-websocket-key", List.of("dGhlIHNhbXBsZSBub25jZQ=="));
    request = new RequestHead("GET", "/", true, headers);
    socket = new TestSocket(loop);
    verdict = new Verdict(socket, Runnable::run, request, this);
  }

  @AfterEach
  void end() {
    loop.awaitEnd();
  }

  @Override
  public void accepted(ByteBuffer head, WebSocketSession session) {
    answers.add(UTF_8.decode(head).toString());
  }

  @Override
  public void refused(HttpResponse response) {
    answers.add(response.status() + " " + new String(response.body(), UTF_8));
  }

  @Test
  void acceptanceIsToldOnTheLoopWithTheHeadOfTheRfc() {
    verdict.accept(
        new Acceptance(
            Optional.of("chat"),
            Optional.of(new Compression("permessage-deflate; a; b=15", false)),
            1,
            channel -> null));
    loop.events().runPending();
    assertEquals(List.of(), answers, "who is in comes first");
    loop.bulkReads().turn();
    String head =
        """
        HTTP/1.1 101 Switching Protocols\r
        Upgrade: websocket\r
        Connection: Upgrade\r
        Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r
        Sec-WebSocket-Protocol: chat\r
        Sec-WebSocket-Extensions: permessage-deflate; a; b=15\r
        \r
        """;
    assertEquals(List.of(head), answers);
  }

  @Test
  void aStreamedRefusalIsWholeWhenItIsTold() {
    verdict.refuse(streamed(out -> out.write("no coffee".getBytes(UTF_8))));
    loop.events().runPending();
    assertEquals(List.of("418 no coffee"), answers);
  }

  @Test
  void aRefusalWhoseWriterFailsIsA500() {
    refuseInVain(
        out -> {
          throw new IOException("no water");
        });
    refuseInVain(
        out -> {
          throw new AssertionError("a defect");
        });
    assertEquals(List.of("500 internal error", "500 internal error"), answers);
    assertEquals(List.of("no water", "a defect"), errors);
  }

  private void refuseInVain(BodyWriter writer) {
    new Verdict(socket, Runnable::run, request, this).refuse(streamed(writer));
    loop.events().runPending();
  }

  @Test
  void aStreamedRefusalForWhichThereIsNoThreadIsA500() {
    Verdict late =
        new Verdict(
            socket,
            task -> {
              throw new RejectedExecutionException();
            },
            request,
            this);
    late.refuse(streamed(out -> out.write(1)));
    loop.events().runPending();
    assertEquals(List.of("500 internal error"), answers);
  }

  @Test
  void onlyOneVerdictIsGiven() {
    verdict.refuse(HttpResponse.text(403, "first"));
    HttpResponse second = HttpResponse.text(403, "second");
    assertThrows(IllegalStateException.class, () -> verdict.refuse(second));
    loop.events().runPending();
    assertEquals(List.of("403 first"), answers);
  }

  @Test
  void anAcceptanceForWhichThereIsNoMemoryIsNoVerdict() {
    socket.noMemory = true;
    Acceptance acceptance = Acceptance.of(1, channel -> null);
    assertThrows(OutOfMemoryError.class, () -> verdict.accept(acceptance));
    verdict.refuse(HttpResponse.text(500, "no memory"));
    loop.events().runPending();
    assertEquals(List.of("500 no memory"), answers);
  }

  private static HttpResponse streamed(BodyWriter writer) {
    return new HttpResponse(418, Map.of(), new byte[0], Optional.of(writer));
  }
}

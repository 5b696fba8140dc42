package dev.deltawire.gateway.agent;

import dev.deltawire.codec.AgentEncoder;
import dev.deltawire.codec.JsonWriter;
import dev.deltawire.dialects.agent.PromptFeed;
import dev.deltawire.model.agent.AgentServerFrame;
import dev.deltawire.model.agent.AgentServerFrame.Result;
import dev.deltawire.server.spi.HttpResponse;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** The answers to a prompt: all at once, or as it comes. */
final class PromptAnswers {

  private static final byte[] COMMENT = ascii(": \n\n");

  private PromptAnswers() {}

  /** One JSON object, when the prompt has ended. */
  static HttpResponse whole(PromptFeed feed) {
    try {
      Result result = feed.result();
      return HttpResponse.streaming(200, "application/json", out -> writeWhole(result, feed, out));
    } catch (InterruptedException e) {
      feed.close();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the server ends", e);
    }
  }

  /**
   * One event a frame.
   *
   * @param silence after which a comment is sent
   */
  static HttpResponse stream(PromptFeed feed, Duration silence) {
    return HttpResponse.streaming(200, "text/event-stream", out -> write(feed, silence, out))
        .withHeader("Cache-Control", "no-store");
  }

  /** Piece by piece, so that who does not take a long text makes nobody hold it twice. */
  private static void writeWhole(Result result, PromptFeed feed, OutputStream out)
      throws IOException {
    try (feed) {
      JsonWriter json = JsonWriter.to(out);
      AgentEncoder.encodeWithMessages(result, feed.pieces(), feed.messages(), json);
      json.flush();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void write(PromptFeed feed, Duration silence, OutputStream out)
      throws IOException {
    try (feed) {
      JsonWriter event = JsonWriter.to(out);
      boolean ended = false;
      while (!ended) {
        Optional<AgentServerFrame> next = feed.next(silence);
        next.ifPresentOrElse(frame -> encode(frame, feed, event), () -> event.raw(COMMENT));
        event.flush();
        out.flush();
        ended = next.isPresent() && next.get() instanceof Result;
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the server ends");
    }
  }

  /** Compact JSON has no line break, so that it is one line of data. */
  private static void encode(AgentServerFrame frame, PromptFeed feed, JsonWriter event) {
    event.raw(ascii("event: " + frame.type() + "\ndata: "));
    if (frame instanceof Result result) {
      AgentEncoder.encodePayload(result, feed.pieces(), event);
    } else {
      AgentEncoder.encodePayload(frame, event);
    }
    event.raw(ascii("\n\n"));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}

package dev.deltawire.gateway.agent;

import dev.deltawire.codec.AgentEncoder;
import dev.deltawire.codec.JsonWriter;
import dev.deltawire.dialects.agent.PromptFeed;
import dev.deltawire.model.agent.AgentServerFrame;
import dev.deltawire.model.agent.AgentServerFrame.Result;
import dev.deltawire.model.agent.AgentServerFrame.Text;
import dev.deltawire.model.agent.AgentServerFrame.Thinking;
import dev.deltawire.server.spi.HttpResponse;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The answers to a prompt: all at once, or as it comes. */
final class PromptAnswers {

  private static final Duration A_WHILE = Duration.ofMinutes(1);

  private static final byte[] COMMENT = ascii(": \n\n");

  private PromptAnswers() {}

  /** One JSON object, when the prompt has ended. */
  static HttpResponse whole(PromptFeed feed) {
    List<AgentServerFrame> messages = new ArrayList<>();
    try {
      while (true) {
        Optional<AgentServerFrame> next = feed.next(A_WHILE);
        if (next.isPresent() && next.get() instanceof Result result) {
          JsonWriter json = JsonWriter.create();
          AgentEncoder.encodeWithMessages(result, messages, json);
          return HttpResponse.json(200, new String(json.toByteArray(), StandardCharsets.UTF_8));
        }
        next.ifPresent(frame -> add(messages, frame));
      }
    } catch (InterruptedException e) {
      feed.interrupt();
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

  /** Adjacent chunks are merged. */
  private static void add(List<AgentServerFrame> messages, AgentServerFrame frame) {
    int last = messages.size() - 1;
    AgentServerFrame before = last < 0 ? null : messages.get(last);
    if (before instanceof Text text && frame instanceof Text more) {
      messages.set(last, new Text(text.text() + more.text()));
    } else if (before instanceof Thinking thinking && frame instanceof Thinking more) {
      messages.set(last, new Thinking(thinking.thinking() + more.thinking()));
    } else {
      messages.add(frame);
    }
  }

  private static void write(PromptFeed feed, Duration silence, OutputStream out)
      throws IOException {
    JsonWriter event = JsonWriter.create();
    boolean ended = false;
    try {
      while (!ended) {
        Optional<AgentServerFrame> next = feed.next(silence);
        event.reset();
        next.ifPresentOrElse(frame -> encode(frame, event), () -> event.raw(COMMENT));
        out.write(event.array(), 0, event.length());
        out.flush();
        ended = next.isPresent() && next.get() instanceof Result;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the server ends");
    } finally {
      if (!ended) {
        feed.interrupt();
      }
    }
  }

  /** Compact JSON has no line break, so that it is one line of data. */
  private static void encode(AgentServerFrame frame, JsonWriter event) {
    event.raw(ascii("event: " + frame.type() + "\ndata: "));
    AgentEncoder.encodePayload(frame, event);
    event.raw(ascii("\n\n"));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}

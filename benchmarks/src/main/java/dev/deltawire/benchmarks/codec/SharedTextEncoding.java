package dev.deltawire.benchmarks.codec;

import dev.deltawire.codec.AgentEncoder;
import dev.deltawire.codec.ChatEncoder;
import dev.deltawire.codec.DeltaTemplate;
import dev.deltawire.codec.HomeEncoder;
import dev.deltawire.codec.JsonEscape;
import java.nio.ByteBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/**
 * What does a token cost that goes out in three wire formats, over one? It is escaped once, as
 * streams do, and copied into each frame.
 */
public class SharedTextEncoding extends CodecBenchmark {

  /** How many: home, chat, agent. */
  @Param({"1", "3"})
  public int formats;

  /** Who. */
  @Param("DELTAWIRE")
  public String subject;

  private final Texts tokens = Texts.tokens();
  private final DeltaTemplate[] templates = {
    HomeEncoder.delta(DeltaShape.ID), ChatEncoder.delta(DeltaShape.ID), AgentEncoder.delta()
  };
  private final byte[] log = new byte[tokens.maxMessageBytes()];
  private final ByteBuffer frames = ByteBuffer.allocateDirect(4 * tokens.maxMessageBytes());
  private int token;

  /** For JMH. */
  public SharedTextEncoding() {}

  /** One token of the corpus after the other. */
  @Benchmark
  public int append() {
    token = (token + 1) & (tokens.count() - 1);
    String text = tokens.text(token);
    int end = JsonEscape.position(JsonEscape.escape(text, 0, text.length(), log, 0));
    frames.clear();
    for (int n = 0; n < formats; n++) {
      templates[n].put(frames, log, 0, end, tokens.offset(token));
    }
    return frames.position();
  }
}

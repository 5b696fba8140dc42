package dev.deltawire.codec;

import static dev.deltawire.codec.RandomFrame.member;
import static dev.deltawire.codec.RandomFrame.object;
import static dev.deltawire.codec.RandomFrame.objects;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.model.chat.ChatLimits;
import dev.deltawire.model.home.HomeLimits;
import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Frames read by a quick reader against the same read by way of the scanner, from fixed seeds.
 *
 * <p>Some 10^5 executions, four a frame; {@code protocol-codec/differential} runs far more, from
 * other seeds.
 */
final class FrameDifferentialTest {
  private static final int FRAMES = Integer.getInteger("deltawire.texts", 40_000) / 4;
  private static final long SEED = Long.getLong("deltawire.seed", 38);
  private static final int MARGIN = 9;

  private static final String[] UUIDS = {
    "\"5f0c2a5e-8f0b-4c57-9d0e-3b1f6a7c2d10\"",
    "\"5F0C2A5E-8f0b-4c57-9d0e-3b1f6a7c2d1A\"",
    "\"5f0c2a5e-8f0b-4c57-9d0e-3b1f6a7c2d1g\"",
    "\"5f0c2a5e-8f0b-4c57-9d0e-3b1f6a7c2d1\"",
    "\"5f0c2a5e-8f0b-4c57-9d0e-3b1f6a7c2d100\"",
    "\"\\u0035f0c2a5e-8f0b-4c57-9d0e-3b1f6a7c2d10\"",
    "null",
    "7",
    "\"\""
  };

  private static final String[] TEXTS = {
    "\"What's the weather like?\"",
    "\"\"",
    "\" \\t\"",
    "\"\u2003\"",
    "\"a\\nb\\\"c\\u00e9\\ud83d\\ude00\"",
    "\"é中文😀 and more than a word\"",
    "\"\\ud83d\"",
    "\"a\tb\"",
    "null",
    "false",
    "[\"a\"]"
  };

  private final HomeDecoder home = HomeDecoder.create();
  private final ChatMessageReader chatMessages = new ChatMessageReader();
  private final ChatDecoder chat = ChatDecoder.create();
  private final SendMessageReader sends = new SendMessageReader();
  private final AgentDecoder agent = AgentDecoder.create();
  private final ToolResultReader results = new ToolResultReader();

  /** A dialect's two ways, and whether a quick reader reads it. */
  private interface Comparison {
    boolean readsQuickly(byte[] buf, int from, int to);
  }

  @Test
  void x17_chatMessagesOfHome() {
    compare(
        new RandomFrame(
            SEED,
            member("id", "\"m1\"", "\"\"", "\"\\n\"", text(129), text(128), "1", "null"),
            member("type", "\"chat.message\"", "\"chat.messagE\"", "\"\"", "\"ping.request\"", "1"),
            object("payload", member("content", TEXTS), member("conversationId", UUIDS)),
            member(
                "timestamp",
                "1705312800000",
                "1.5",
                "-1",
                "01",
                "-",
                "-0",
                "1e400",
                "\"1\"",
                "null")),
        this::readsHomeQuickly);
  }

  @Test
  void x17_sendsOfChat() {
    compare(
        new RandomFrame(
            SEED + 1,
            member("method", "\"messages.send\"", "\"messages.sen\"", "\"ping\"", "null", "{}"),
            object(
                "params",
                member("conversation_id", UUIDS),
                member("content", TEXTS),
                member(
                    "client_msg_id", "\"c1\"", "\"\"", "\"é\"", text(128), text(129), "null", "1"),
                member("reply_to_id", UUIDS),
                member("attachments", "[]", "null", "[1]", "{}").rarely())),
        this::readsChatQuickly);
  }

  @Test
  void x17_resultsOfAgents() {
    compare(
        new RandomFrame(
            SEED + 4,
            member("type", "\"tool_result\"", "\"tool\"", "\"ping\"", "null", "{}"),
            object(
                "payload",
                member("callId", "\"call_7f3a\"", "\"\"", "\"\\\"\"", "null", "1"),
                object(
                    "result",
                    objects(
                        "content",
                        member("type", "\"text\"", "\"text \"", "\"image\"", "\"resource\"", "1"),
                        member("text", TEXTS),
                        member("uri", "\"file:///a\"", "1").rarely(),
                        member("mimeType", "\"a/b\"", "1").rarely()),
                    member("isError", "false", "true", "null", "tru", "\"true\"", "0")))),
        this::readsAgentQuickly);
  }

  @Test
  void a10_numberOfBlocks() {
    String form = "{'type':'tool_result','payload':{'callId':'c','result':{'content':[%s%s]}}}";
    String block = ",{'type':'text','text':'t'}";
    for (int more = 0; more < 67; more++) {
      compare(form, block.substring(1), block.repeat(more), this::readsAgentQuickly);
    }
  }

  @Test
  void h11_c32_boundsOfContent() {
    for (int more = -4; more < 2; more++) {
      for (String start : new String[] {"", "é", "\\u00e9", "\\n", "😀"}) {
        String homeText = "a".repeat(HomeLimits.CONTENT_BYTES + more);
        compare(
            "{'type':'chat.message','payload':{'content':'%s%s'}}",
            start, homeText, this::readsHomeQuickly);
        String chatText = "a".repeat(ChatLimits.CONTENT_BYTES + more);
        String send =
            "{'method':'messages.send','params':{'content':'%s%s','conversation_id':"
                + UUIDS[0]
                + "}}";
        compare(send, start, chatText, this::readsChatQuickly);
      }
    }
  }

  private static void compare(String form, String start, String rest, Comparison comparison) {
    byte[] frame = form.formatted(start, rest).replace('\'', '"').getBytes(UTF_8);
    comparison.readsQuickly(frame, 0, frame.length);
  }

  private boolean readsHomeQuickly(byte[] buf, int from, int to) {
    HomeInbound expected = HomeDecoder.create().decodeAny(buf, from, to, false);
    assertEquals(expected, home.decode(buf, from, to), () -> new String(buf, UTF_8));
    return chatMessages.read(buf, from, to) != null;
  }

  private boolean readsChatQuickly(byte[] buf, int from, int to) {
    ChatInbound expected = ChatDecoder.create().decodeAny(buf, from, to);
    assertEquals(expected, chat.decode(buf, from, to), () -> new String(buf, UTF_8));
    return sends.read(buf, from, to) != null;
  }

  private boolean readsAgentQuickly(byte[] buf, int from, int to) {
    AgentInbound expected = AgentDecoder.create().decodeAny(buf, from, to);
    assertEquals(expected, agent.decode(buf, from, to), () -> new String(buf, UTF_8));
    return results.read(buf, from, to) != null;
  }

  private static String text(int length) {
    return '"' + "a".repeat(length) + '"';
  }

  private static void compare(RandomFrame source, Comparison comparison) {
    Random random = new Random(SEED + 2);
    RandomJson mutator = new RandomJson(new SplittableRandom(SEED + 3));
    int quick = 0;
    for (int n = 0; n < FRAMES; n++) {
      byte[] frame = source.next();
      quick += comparison.readsQuickly(frame, 0, frame.length) ? 1 : 0;
      byte[] mutated = mutator.mutate(frame);
      comparison.readsQuickly(mutated, 0, mutated.length);
      comparison.readsQuickly(frame, 0, random.nextInt(frame.length));
      byte[] amid = new byte[mutated.length + 2 * MARGIN];
      Arrays.fill(amid, (byte) "}\" {".charAt(n % 4));
      System.arraycopy(mutated, 0, amid, MARGIN, mutated.length);
      comparison.readsQuickly(amid, MARGIN, MARGIN + mutated.length);
    }
    assertTrue(quick > FRAMES / 20, quick + " read quickly of " + FRAMES);
  }
}

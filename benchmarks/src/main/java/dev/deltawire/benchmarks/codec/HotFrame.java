package dev.deltawire.benchmarks.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.deltawire.codec.AgentEncoder;
import dev.deltawire.codec.ChatEncoder;
import dev.deltawire.codec.HomeEncoder;
import dev.deltawire.codec.JsonWriter;
import dev.deltawire.codec.MessengerEncoder;
import dev.deltawire.model.RawJson;
import dev.deltawire.model.agent.AgentServerFrame;
import dev.deltawire.model.chat.Account;
import dev.deltawire.model.chat.ChatServerFrame;
import dev.deltawire.model.home.HomeServerFrame;
import dev.deltawire.model.messenger.CustomMessage;
import dev.deltawire.model.messenger.Message;
import dev.deltawire.model.messenger.MessageType;
import dev.deltawire.model.messenger.MessengerServerFrame;
import dev.deltawire.model.messenger.PresenceStatus;
import java.time.Instant;
import java.util.function.Consumer;

/** The frames that servers send all day, encoded from their records. */
public enum HotFrame {
  /** H-13. */
  HOME_CHAT_DELTA(home(new HomeServerFrame.ChatDelta(DeltaShape.ID, "Based on "))),
  /** H-10. */
  HOME_PING_RESPONSE(home(new HomeServerFrame.PingResponse("p1", 1_705_312_800_000L))),
  /** C-18. */
  CHAT_MESSAGE_DELTA(chat(new ChatServerFrame.MessageDelta(DeltaShape.ID, "Based on ", 16))),
  /** C-20. */
  CHAT_TYPING(
      chat(new ChatServerFrame.Typing(DeltaShape.ID, Account.agent("helper", "Helper"), true))),
  /** */
  AGENT_TEXT(agent(new AgentServerFrame.Text("Let me look. "))),
  /** */
  AGENT_THINKING(agent(new AgentServerFrame.Thinking("The user wants the weather."))),
  /** */
  AGENT_PONG(
      agent(new AgentServerFrame.Pong(RawJson.ofValidated("1704067200000".getBytes(UTF_8))))),
  /** M-12, from stored bytes. */
  MESSENGER_MESSAGE_NEW(messenger(new MessengerServerFrame.MessageNew(message(), 2591))),
  /** M-16. */
  MESSENGER_TYPING(
      messenger(new MessengerServerFrame.Typing(true, "conv_9aTq3LwXz7Rk2MvB", "alice"))),
  /** M-15. */
  MESSENGER_PRESENCE(
      messenger(
          new MessengerServerFrame.PresenceChanged(
              "alice", PresenceStatus.BUSY, new CustomMessage("processing batch job"))));

  @SuppressWarnings("ImmutableEnumChecker") // it keeps an immutable frame
  private final Consumer<JsonWriter> encoding;

  HotFrame(Consumer<JsonWriter> encoding) {
    this.encoding = encoding;
  }

  /** Writes the frame and nothing else. */
  JsonWriter encode(JsonWriter out) {
    encoding.accept(out.reset());
    return out;
  }

  private static Consumer<JsonWriter> home(HomeServerFrame frame) {
    return out -> HomeEncoder.encode(frame, out);
  }

  private static Consumer<JsonWriter> chat(ChatServerFrame frame) {
    return out -> ChatEncoder.encode(frame, out);
  }

  private static Consumer<JsonWriter> agent(AgentServerFrame frame) {
    return out -> AgentEncoder.encode(frame, out);
  }

  private static Consumer<JsonWriter> messenger(MessengerServerFrame frame) {
    return out -> MessengerEncoder.encode(frame, out);
  }

  private static Message message() {
    return new Message(
        "msg_4fK9sLq2Zx8Vb1Nt",
        "conv_9aTq3LwXz7Rk2MvB",
        "alice",
        "c1",
        42,
        MessageType.TEXT,
        RawJson.ofValidated("{\"text\":\"Hello.\"}".getBytes(UTF_8)),
        RawJson.EMPTY_OBJECT,
        Instant.ofEpochMilli(1_776_952_930_123L));
  }
}

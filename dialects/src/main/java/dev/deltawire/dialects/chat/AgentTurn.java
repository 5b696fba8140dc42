package dev.deltawire.dialects.chat;

import dev.deltawire.dialects.Engine;
import dev.deltawire.dialects.Prompt;
import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.internal.Checkpoint;
import dev.deltawire.dialects.internal.EngineRun;
import dev.deltawire.dialects.internal.LongHistories;
import dev.deltawire.dialects.internal.TurnReply;
import dev.deltawire.model.chat.Account;
import dev.deltawire.model.chat.Message;
import dev.deltawire.server.TextStream;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;

/** One agent's answer to one message: typing, placeholder, deltas, complete, typing (C-44). */
final class AgentTurn {

  private static final String WHERE = "chat turn";

  private final AgentTurns turns;
  private final ChatContext context;
  private final ChatRoom room;
  private final Account agent;
  private final UUID questionId;
  private final int depth;
  private final Runnable whenEnded;

  private Message message;
  private TextStream<StreamEnd> stream;
  private Checkpoint checkpoint;
  private TurnReply said;
  private volatile EngineRun run;

  /** Whether the terminal frame is sent; guarded by the conversation's order. */
  private boolean closed;

  /**
   * A turn that has not started.
   *
   * @param whenEnded runs once, when the agent's next turn may start
   */
  AgentTurn(
      AgentTurns turns,
      ChatRoom room,
      Account agent,
      UUID questionId,
      int depth,
      Runnable whenEnded) {
    this.turns = turns;
    this.context = turns.context();
    this.room = room;
    this.agent = agent;
    this.questionId = questionId;
    this.depth = depth;
    this.whenEnded = whenEnded;
  }

  /** Shows the placeholder and lets the engine begin elsewhere. Thread: the executor's. */
  void start() {
    Optional<Message> question = Optional.empty();
    try {
      question =
          context.store().messages().find(List.of(questionId)).stream()
              .filter(stored -> !stored.deleted())
              .map(StoredMessage::message)
              .findFirst();
      if (question.isPresent()) {
        context.order().in(room.id(), this::open);
      }
    } catch (StoreException | RuntimeException | Error e) {
      context.report(WHERE, e);
    }
    if (stream == null) {
      whenEnded.run();
    } else {
      beginReplyElsewhere(question.orElseThrow());
    }
  }

  private void beginReplyElsewhere(Message question) {
    if (!said.repliesTo(question.content())) {
      return;
    }
    try {
      context.histories().execute(share -> beginReply(question, share));
    } catch (RejectedExecutionException e) { // the server ends
      said.fail(ChatContext.INTERNAL_ERROR);
    }
  }

  private void open() throws StoreException {
    message = Message.placeholder(context.ids().get(), room.id(), agent, context.now());
    context.store().messages().append(message, depth); // stored before its first frame
    stream = context.streams().open(message.id());
    said = new TurnReply(stream, context.ends(), this::finish);
    turns.began(message.id(), this);
    context.broadcast().typing(room, agent, true);
    context.broadcast().streamStarted(room, message);
    checkpoint =
        Checkpoint.start(
            context.node(),
            context.checkpoints(),
            WHERE,
            stream,
            more -> context.store().messages().progress(message.id(), more));
  }

  private void beginReply(Message question, LongHistories.Share share) {
    if (said.isEnding()) {
      return;
    }
    try {
      Prompt prompt = TurnHistory.prompt(context.store().messages(), room, agent, question);
      AgentTools tools = new AgentTools(turns.tools(), context.node());
      Engine.Run begun = turns.engine().begin(share.of(prompt), tools, said);
      run = new EngineRun(begun, context.node(), WHERE);
      if (said.isEnding()) {
        run.cancel();
      }
    } catch (StoreException | RuntimeException | Error e) {
      context.report(WHERE, e);
      said.fail(ChatContext.INTERNAL_ERROR);
    }
  }

  private void finish(Optional<String> error) { // C-45
    checkpoint.stop();
    stream.seal();
    try {
      context.order().in(room.id(), () -> complete(error));
    } catch (StoreException | RuntimeException | Error e) {
      context.report(WHERE, e);
    }
  }

  private void complete(Optional<String> error) {
    if (closed) {
      return; // C-48
    }
    try {
      Message whole = tellEnd(error);
      context.broadcast().typing(room, agent, false);
      if (whole.error() == null) {
        turns.answer(room, whole, depth);
      }
    } finally {
      whenEnded.run();
    }
  }

  private Message tellEnd(Optional<String> error) {
    try {
      Message whole = store(error);
      context.streams().complete(whole);
      context.broadcast().streamEnding(room, whole.id());
      return whole;
    } finally {
      close();
    }
  }

  /** The message as it is stored; if it can't be, as failed. */
  private Message store(Optional<String> error) {
    try {
      return storeEnd(checkpoint.rest(), error)
          .orElseThrow(() -> StoreException.noRoom("the message is forgotten"));
    } catch (StoreException | RuntimeException | Error e) {
      context.report(WHERE, e);
      return message.ended(textOrNone(), context.now(), ChatContext.INTERNAL_ERROR);
    }
  }

  private Optional<Message> storeEnd(Optional<Iterable<String>> rest, Optional<String> error)
      throws StoreException {
    ChatStore.Messages messages = context.store().messages();
    return rest.isPresent()
        ? messages.finishBehind(message.id(), rest.get(), context.now(), error)
        : messages.finish(message.id(), stream.text(), context.now(), error);
  }

  private String textOrNone() {
    try {
      return stream.text();
    } catch (RuntimeException | Error e) { // whoever watches hears of the end all the same
      context.report(WHERE, e);
      return "";
    }
  }

  /** Stops it because its message has been deleted; in the conversation's order (C-48). */
  void stop() {
    said.abandon();
    EngineRun running = run;
    if (running != null) {
      running.cancel();
    }
    checkpoint.stop();
    close();
  }

  /** Ends what {@link #stop} has stopped, when everybody knows of the deletion. */
  void stopped() {
    context.broadcast().typing(room, agent, false);
    whenEnded.run();
  }

  private void close() {
    closed = true;
    turns.ended(message.id());
    context.streams().end(message.id());
  }
}
